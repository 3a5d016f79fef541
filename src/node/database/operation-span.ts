import {
  type Attributes,
  type AttributeValue,
  type Context,
  type Exception,
  type Span,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
  trace,
} from '@opentelemetry/api';
import { sumOfValues } from '../../core/insight/values-sum.ts';
import { type AskedQuery, MAX_GIVEN_LENGTH, type RequestOperations } from '../insight/request-operations.ts';
import { type EndedOperation, type KnownQuery, slowQueriesOrNone } from '../insight/slow-queries.ts';
import type { Stacks } from '../insight/stack.ts';
import { allowedOf } from './allowed-of.ts';
import { type Asked, takeAsked } from './asked.ts';
import { errorTypeOf, failureOf, takeFailure } from './failure.ts';
import { millisOf } from './millis.ts';
import { recordOperationDuration } from './operation-duration.ts';
import { poolPlaceOf } from './pool-place.ts';
import type { DatabaseRules, ErrorLike } from './rules.ts';
import { cleanStatementOf } from './statement-of.ts';
import { summaryOf } from './summary-of.ts';

interface Described {
  readonly name: string;
  /** Grow until the end. */
  readonly attributes: Attributes;
  /** Since the epoch. */
  readonly startMillis: number;
  /** Of the request that asks. */
  readonly request: RequestOperations | undefined;
  /** Of whoever asks. */
  readonly context: Context;
}

/**
 * One operation: the span that the SDK made, and its duration, which is measured for spans that are not sampled too.
 * It gets its name and the rest of its attributes when it ends, because only then all is known. Whoever looks at what a
 * request asks gets it as it is, so that nothing more is made for each.
 */
export class OperationSpan implements Span, AskedQuery, EndedOperation {
  readonly attributes: Attributes;
  readonly startMillis: number;
  readonly stacks: Stacks | undefined;
  given: string;
  valuesSum: number | undefined;
  endMillis = 0;
  rows: number | undefined;
  readonly #span: Span;
  readonly #rules: DatabaseRules;
  readonly #request: RequestOperations | undefined;
  readonly #context: Context;
  #asked: Asked | undefined = takeAsked();
  /** Of the statement as it was given at first. */
  readonly #known: KnownQuery | undefined;
  #name: string;
  #failure: ErrorLike | undefined;
  /** Where no more is known of a failure. */
  #message: string | undefined;
  #isError = false;
  #hasEnded = false;

  constructor(
    span: Span,
    rules: DatabaseRules,
    { name, attributes, startMillis, request, context }: Described,
  ) {
    this.#span = span;
    this.#rules = rules;
    this.#name = name;
    this.attributes = attributes;
    this.#request = request;
    // Some tell the statement later; their names have its first word.
    const given = givenIn(attributes) ?? this.#asked?.given ?? name;
    this.given = given;
    this.#context = context;
    const queries = slowQueriesOrNone();
    this.#known = queries?.knownOf(given);
    const own = request?.stacksOf(given) ?? queries?.stacksOf(this.#known);
    const pool = poolPlaceOf(context, given);
    this.stacks = pool ? { own: own?.own ?? pool, pool } : own;
    this.startMillis = startMillis;
  }

  get parameters(): readonly unknown[] | undefined {
    return this.#asked?.parameters;
  }
  /** Of what is said about it. */
  context(): Context {
    return trace.setSpan(this.#context, this.#span);
  }

  /** Spans that are not sampled have a name too. */
  parentName(): string | undefined {
    return (trace.getSpan(this.#context) as { readonly name?: string } | undefined)?.name;
  }

  /** Whether this is the same operation, not yet ended. */
  isOperation(rules: DatabaseRules, text: AttributeValue | undefined): boolean {
    return !this.#hasEnded && this.#rules === rules && this.attributes['db.query.text'] === text;
  }
  spanContext() {
    return this.#span.spanContext();
  }
  isRecording(): boolean {
    return this.#span.isRecording();
  }
  setAttribute(key: string, value: AttributeValue): this {
    return this.setAttributes({ [key]: value });
  }
  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, allowedOf(attributes));
    return this;
  }
  updateName(name: string): this {
    this.#name = name;
    return this;
  }
  addEvent(): this {
    return this;
  }
  addLink(...args: Parameters<Span['addLink']>): this {
    this.#span.addLink(...args);
    return this;
  }
  addLinks(...args: Parameters<Span['addLinks']>): this {
    this.#span.addLinks(...args);
    return this;
  }
  setStatus({ code, message }: SpanStatus): this {
    if (code !== SpanStatusCode.ERROR) return this;
    this.#isError = true;
    this.#failure ??= takeFailure();
    this.#message ??= message;
    this.#span.setStatus({ code, ...(message !== undefined && { message: this.#clean(message) }) });
    return this;
  }
  recordException(exception: Exception): void {
    this.#isError = true;
    this.#failure ??= takeFailure() ?? failureOf(exception);
    this.#recordFailure();
  }

  /** @param count of rows in the answer */
  noteRows(count: number): void {
    this.rows = count;
  }

  end(endTime?: TimeInput): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const millis = Math.max(0, millisOf(endTime) - this.startMillis);
    this.endMillis = this.startMillis + millis;
    const { attributes } = this;
    const given = givenIn(attributes) ?? this.#name;
    const known = given === this.given ? this.#known : undefined;
    this.given = given;
    const named = {
      ...cleanStatementOf(attributes),
      ...this.#rules.naming({ name: this.#name, attributes }),
    };
    for (const key of Object.keys(named)) {
      const value = named[key];
      if (value === undefined) delete attributes[key];
      else attributes[key] = value;
    }
    if (this.#isError) this.#addErrorType();
    if (this.#span.isRecording()) {
      this.#span.updateName(summaryOf(attributes)).setAttributes(attributes);
      this.#span.end(endTime);
    }
    recordOperationDuration(millis / 1_000, attributes);
    if (this.#request) {
      const values = this.#asked?.parameters;
      this.valuesSum = values && sumOfValues(values);
      this.#request.add(this);
    }
    slowQueriesOrNone()?.note(this, millis, known);
    // The request keeps this until it ends, but neither values nor long texts.
    this.#asked = undefined;
    this.#failure = undefined;
    if (given.length > MAX_GIVEN_LENGTH) this.given = '';
  }

  #addErrorType(): void {
    const failure = this.#failure ?? { message: this.#message };
    const attributes = this.attributes;
    const status = attributes['db.response.status_code'] ?? this.#rules.statusCode?.(failure);
    if (status !== undefined) attributes['db.response.status_code'] = status;
    attributes['error.type'] ??= status ?? errorTypeOf(failure);
  }

  #recordFailure(): void {
    const { name, message } = this.#failure ?? {};
    this.#span.recordException({
      name: typeof name === 'string' ? name : 'Error',
      message: this.#clean(typeof message === 'string' ? message : ''),
    });
  }

  #clean(message: string): string {
    return this.#rules.message?.(message) ?? message;
  }
}

/** The statement as it is given; a document, as MongoDB has it, does not say of which collection. */
const givenIn = (attributes: Attributes): string | undefined => {
  const { 'db.query.text': text, 'db.collection.name': collection } = attributes;
  if (text === undefined) return undefined;
  const given = String(text);
  return collection !== undefined && given.startsWith('{') ? `${collection} ${given}` : given;
};
