import type { Attributes, Context } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import type { CallSite } from '../../core/errors/call-site.ts';
import { callShape } from '../../core/insight/call-shape.ts';
import type { Operation } from '../../core/insight/operation.ts';
import { BEGIN, LARGE_RESULT_ROWS, LEAST_TOTAL_MILLIS } from '../../core/insight/worth-a-look.ts';
import { summaryOf } from '../database/summary-of.ts';
import { RequestState } from '../http/request-state.ts';
import { queryInsight } from './query-insight.ts';
import { captureStack, type Stack, type Stacks, siteOfStacks } from './stack.ts';

/** Of one request; what is asked after them is not looked at. */
const MAX_OPERATIONS = 1_000;
/** Longer statements are not kept as they are given, so that a request holds no more than 2 MB. */
export const MAX_GIVEN_LENGTH = 2_048;
/** Where there are no calls and no large answers, fewer have no fault that anything looks for. */
const FEWEST = 5;
const FEWEST_CALLS = 3;
/** `START TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE` */
const MAX_BEGIN_LENGTH = 100;
/** So many statements are compared one by one; more are kept in a set. */
const FEW = 8;

export interface AskedCall {
  readonly method: string;
  readonly host: string;
  /** With its query. */
  readonly path: string;
}

/** A query that has ended. It is kept as it is: nothing is made of it unless somebody is to look at it. */
export interface AskedQuery {
  /** As its span has them. */
  readonly attributes: Attributes;
  /** The statement with its literals; it stays in the process. Empty where it is too long to be kept. */
  readonly given: string;
  /** Of the values that were given beside it, where they are known. */
  readonly valuesSum: number | undefined;
  /** Since the epoch. */
  readonly startMillis: number;
  readonly endMillis: number;
  /** In its answer, where that is known. */
  readonly rows: number | undefined;
  readonly stacks: Stacks | undefined;
  /** The name of the span that it lies in, where there is one. */
  parentName(): string | undefined;
}

interface KeptCall extends Omit<Operation, 'site'> {
  readonly stacks: Stacks | undefined;
}

type Kept = AskedQuery | KeptCall;

const textOf = ({ attributes }: AskedQuery): string => String(attributes['db.query.text'] ?? '');

/** A document that is asked with, as MongoDB has it, does not say of which collection. */
const statementOf = (query: AskedQuery): string => {
  const text = textOf(query);
  return text.startsWith('{') ? `${summaryOf(query.attributes)} ${text}` : text;
};

const isBegin = (kept: Kept): boolean => {
  if (!('attributes' in kept)) return false;
  const statement = statementOf(kept);
  return statement.length < MAX_BEGIN_LENGTH && BEGIN.test(statement);
};

const operationOf = (kept: Kept): Operation => {
  if (!('attributes' in kept)) {
    const { stacks: _stacks, ...call } = kept;
    return call;
  }
  const { attributes, given, valuesSum, startMillis, endMillis, rows } = kept;
  const [parent, statement, text] = [kept.parentName(), statementOf(kept), textOf(kept)];
  return {
    system: String(attributes['db.system.name'] ?? ''),
    statement,
    ...(text !== statement && { text }),
    ...(given !== '' && { given }),
    ...(valuesSum !== undefined && { values: valuesSum }),
    summary: summaryOf(kept.attributes),
    startMillis,
    endMillis,
    hasFailed: attributes['error.type'] !== undefined,
    rows,
    ...(parent !== undefined && { parent }),
  };
};

/** What one request asks its databases, until it is answered. */
export class RequestOperations {
  readonly #kept: Kept[] = [];
  /** Statements that were begun. */
  #asked: string[] | Set<string> = [];
  #pool: Stack | undefined;
  #hasLarge = false;
  #calls = 0;
  #queryMillis = 0;
  #firstMillis = Number.POSITIVE_INFINITY;
  #lastMillis = 0;

  /**
   * A pool is asked for a connection. Where it has none at hand, the driver is asked later, out of sight of whoever
   * asked the pool.
   */
  noteConnect(): void {
    if (this.#kept.length > 0) this.#pool = captureStack(this.noteConnect);
  }

  #wasAsked(given: string): boolean {
    const asked = this.#asked;
    if (asked instanceof Set) {
      if (asked.has(given)) return true;
      if (asked.size < MAX_OPERATIONS) asked.add(given);
      return false;
    }
    if (asked.includes(given)) return true;
    asked.push(given);
    if (asked.length > FEW) this.#asked = new Set(asked);
    return false;
  }

  /** Where a statement is asked, from the second time on: most are asked once. */
  stacksOf(given: string): Stacks | undefined {
    return this.#wasAsked(given) ? { own: captureStack(this.stacksOf), pool: this.#pool } : undefined;
  }

  add(query: AskedQuery): void {
    if (this.#kept.length >= MAX_OPERATIONS) return;
    const { startMillis, endMillis, rows } = query;
    if (rows !== undefined && rows >= LARGE_RESULT_ROWS) this.#hasLarge = true;
    this.#queryMillis += endMillis - startMillis;
    if (startMillis < this.#firstMillis) this.#firstMillis = startMillis;
    if (endMillis > this.#lastMillis) this.#lastMillis = endMillis;
    this.#kept.push(query);
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
    if (this.#hasLarge || this.#calls >= FEWEST_CALLS) return true;
    if (this.#calls > 0 && this.#kept.some(isBegin)) return true;
    // Faults of queries take their time, one after the other or from the first to the last.
    return (
      this.#kept.length >= FEWEST &&
      Math.max(this.#queryMillis, this.#lastMillis - this.#firstMillis) >= LEAST_TOTAL_MILLIS
    );
  }

  /**
   * With the place of each; the first of a statement was asked where all others were. Empty where they can have no
   * fault.
   */
  all(): readonly Operation[] {
    if (!this.#isWorthALook()) return [];
    const sites = new Map<string, CallSite | undefined>();
    const read = this.#kept.map((kept): Operation => {
      const operation = operationOf(kept);
      const site = siteOfStacks(kept.stacks);
      if (!site) return operation;
      const { statement } = operation;
      const isOther = sites.has(statement) && sites.get(statement)?.place !== site.place;
      sites.set(statement, isOther ? undefined : site);
      return { ...operation, site };
    });
    return read.map((operation) => {
      const site = operation.site ?? sites.get(operation.statement);
      return site ? { ...operation, site } : operation;
    });
  }
}

const lookAt = (request: RequestState): void => {
  const all = request.operations?.all() ?? [];
  // What holds the request for longer need not hold all that it asked.
  request.operations = undefined;
  if (all.length > 0) queryInsight()?.(all, request);
};

/** Where the operations of the request at hand are kept; undefined outside of one, or where nobody looks at them. */
export const requestOperationsIn = (context: Context): RequestOperations | undefined => {
  if (!queryInsight()) return undefined;
  const request = getRPCMetadata(context);
  if (!(request instanceof RequestState) || request.ended) return undefined;
  if (!request.operations) {
    request.operations = new RequestOperations();
    request.beforeEnd = lookAt;
  }
  return request.operations;
};
