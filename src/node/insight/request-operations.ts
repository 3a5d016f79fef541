import type { Attributes, Context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import type { CallSite } from '../../core/errors/call-site.ts';
import { callShape } from '../../core/insight/call-shape.ts';
import type { Operation } from '../../core/insight/operation.ts';
import { BEGIN, LARGE_RESULT_ROWS } from '../../core/insight/worth-a-look.ts';
import { RequestState } from '../http/request-state.ts';
import { queryInsight } from './query-insight.ts';
import { captureStack, type Stack, type Stacks, siteOfStacks } from './stack.ts';

/** Of one request; what is asked after them is not looked at. */
const MAX_OPERATIONS = 1_000;
/** Longer statements are not kept as they are given, so that a request holds no more than 2 MB. */
const MAX_GIVEN_LENGTH = 2_048;
/** Where there are no calls and no large answers, fewer have no fault that anything looks for. */
const FEWEST = 5;
const FEWEST_CALLS = 3;
/** `START TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE` */
const MAX_BEGIN_LENGTH = 100;

export interface AskedCall {
  readonly method: string;
  readonly host: string;
  /** With its query. */
  readonly path: string;
}

interface Kept extends Omit<Operation, 'site'> {
  readonly stacks: Stacks | undefined;
}

/** What one request asks its databases, until it is answered. */
export class RequestOperations {
  readonly #kept: Kept[] = [];
  readonly #seen = new Set<string>();
  #pool: Stack | undefined;
  #hasLarge = false;
  #hasBegun = false;
  #calls = 0;

  /**
   * A pool is asked for a connection. Where it has none at hand, the driver is asked later, out of sight of whoever
   * asked the pool.
   */
  noteConnect(): void {
    if (this.#kept.length > 0) this.#pool = captureStack(this.noteConnect);
  }

  /** Where a statement is asked, from the second time on: most are asked once. */
  stacksOf(given: string): Stacks | undefined {
    if (!this.#seen.has(given)) {
      if (this.#seen.size < MAX_OPERATIONS) this.#seen.add(given);
      return undefined;
    }
    return { own: captureStack(this.stacksOf), pool: this.#pool };
  }

  add(
    attributes: Attributes,
    given: string,
    known: Pick<Operation, 'startMillis' | 'endMillis' | 'rows'>,
    stacks: Stacks | undefined,
  ): void {
    if (this.#kept.length >= MAX_OPERATIONS) return;
    const statement = String(attributes['db.query.text'] ?? '');
    if ((known.rows ?? 0) >= LARGE_RESULT_ROWS) this.#hasLarge = true;
    if (statement.length < MAX_BEGIN_LENGTH && BEGIN.test(statement)) this.#hasBegun = true;
    this.#kept.push({
      ...known,
      system: String(attributes['db.system.name'] ?? ''),
      statement,
      ...(given.length <= MAX_GIVEN_LENGTH && { given }),
      summary: String(attributes['db.query.summary'] ?? attributes['db.operation.name'] ?? ''),
      hasFailed: attributes['error.type'] !== undefined,
      stacks,
    });
  }

  /** A call of another service that has ended. */
  addCall(
    { method, host, path }: AskedCall,
    known: Pick<Operation, 'startMillis' | 'endMillis' | 'hasFailed'>,
    stacks: Stacks | undefined,
  ): void {
    if (this.#kept.length >= MAX_OPERATIONS) return;
    this.#calls++;
    this.#kept.push({
      ...known,
      system: 'http',
      statement: `${method} ${host}${callShape(path)}`,
      ...(path.length <= MAX_GIVEN_LENGTH && { given: `${method} ${host}${path}` }),
      summary: `${method} ${host.replace(/:\d+$/, '')}`,
      stacks,
    });
  }

  #isWorthALook(): boolean {
    return (
      this.#kept.length >= FEWEST ||
      this.#hasLarge ||
      this.#calls >= FEWEST_CALLS ||
      (this.#hasBegun && this.#calls > 0)
    );
  }

  /** With the place of each; the first of a statement was asked where the second was. */
  all(): readonly Operation[] {
    if (!this.#isWorthALook()) return [];
    const sites = new Map<string, CallSite>();
    const read = this.#kept.map(({ stacks, ...operation }): Operation => {
      const site = siteOfStacks(stacks);
      if (site && !sites.has(operation.statement)) sites.set(operation.statement, site);
      return site ? { ...operation, site } : operation;
    });
    return read.map((operation) => {
      const site = operation.site ?? sites.get(operation.statement);
      return site ? { ...operation, site } : operation;
    });
  }
}

const byRequest = new WeakMap<RequestState, RequestOperations>();

/** Where the operations of the request at hand are kept; undefined outside of one, or where nobody looks at them. */
export const requestOperationsIn = (context: Context): RequestOperations | undefined => {
  const insight = queryInsight();
  if (!insight) return undefined;
  const request = getRPCMetadata(context);
  if (!(request instanceof RequestState) || request.ended) return undefined;
  const known = byRequest.get(request);
  if (known) return known;
  const operations = new RequestOperations();
  byRequest.set(request, operations);
  request.beforeEnd = () => {
    const all = operations.all();
    if (all.length > 0) insight(all, request);
  };
  return operations;
};
