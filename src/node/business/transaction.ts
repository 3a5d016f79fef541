import { randomBytes } from 'node:crypto';
import {
  type Attributes,
  type Context,
  context as contextApi,
  type Link,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { businessSettings } from './business-settings.ts';
import { carrying, ID, NAME } from './carried.ts';
import { countTransaction, countViolation, type Outcome, stateThreshold } from './transaction-metrics.ts';

export interface TransactionOptions {
  /** How long it may take, in milliseconds. */
  readonly sla?: number;
  /** When it counts as never ended, in milliseconds; `BUSINESS_TRANSACTION_TIMEOUT` where it is not said. */
  readonly timeout?: number;
  /** Who it is for. Redaction decides what becomes of it. */
  readonly userId?: string;
  readonly organizationId?: string;
  readonly attributes?: Attributes;
}

/** Something that the business does, across functions, requests and services. */
export interface Transaction {
  readonly name: string;
  /** 32 hexadecimal digits; spans and log records below it carry it. */
  readonly id: string;
  /** Runs work below it, in a span of its own that tells which step it is. */
  step<T>(name: string, work: (span: Span) => T): T;
  /** Ends it. A second end is ignored. */
  complete(attributes?: Attributes): void;
  fail(error?: unknown): void;
  /** Whoever it is for has left. */
  abandon(): void;
}

/** Of a transaction of many steps, the first are linked. */
const MAX_LINKS = 128;
const MAX_STEPS = 50;
/** Of more that are open at once, the later ones are not watched for their end. */
const MAX_WATCHED = 10_000;
/** The longest that a timer of Node takes: 24 days. */
const MAX_TIMEOUT_MILLIS = 2_147_483_647;

let watched = 0;

const tracer = () => trace.getTracer('binnacle/business', VERSION);

const isPromise = (value: unknown): value is Promise<unknown> => value instanceof Promise;

/** Runs work that may be asynchronous; `done` hears once how it went. */
const settle = <T>(work: () => T, done: (error?: { readonly thrown: unknown }) => void): T => {
  let result: T;
  try {
    result = work();
  } catch (thrown) {
    done({ thrown });
    throw thrown;
  }
  if (!isPromise(result)) {
    done();
    return result;
  }
  return result.then(
    (value) => {
      done();
      return value;
    },
    (thrown: unknown) => {
      done({ thrown });
      throw thrown;
    },
  ) as T;
};

const markFailed = (span: Span, error: unknown): void => {
  if (error !== undefined) span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, ...(error instanceof Error && { message: error.message }) });
};

/** What is known of a transaction that has not ended. */
class OpenTransaction implements Transaction {
  readonly name: string;
  readonly id = randomBytes(16).toString('hex');
  readonly context: Context;
  readonly #options: TransactionOptions;
  readonly #startMillis = Date.now();
  readonly #stepMillis = new Map<string, number>();
  readonly #links: Link[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lastStep: string | undefined;
  #isOverdue = false;
  #hasEnded = false;

  constructor(name: string, options: TransactionOptions, parent: Context) {
    this.name = name;
    this.#options = options;
    this.context = carrying(parent, name, this.id);
    if (options.sla !== undefined) stateThreshold(name, options.sla);
    const settings = businessSettings();
    if (!settings?.slaMonitoring) return;
    if (watched >= MAX_WATCHED) return;
    watched++;
    const { timeout = settings.businessTransactionTimeoutMillis } = options;
    this.#timer = setTimeout(() => this.#overdue(), Math.min(timeout, MAX_TIMEOUT_MILLIS)).unref();
  }

  get attributes(): Attributes {
    const { sla, userId, organizationId, attributes } = this.#options;
    return {
      ...attributes,
      [NAME]: this.name,
      [ID]: this.id,
      ...(sla !== undefined && { 'business.sla.threshold': sla / 1_000 }),
      ...(userId !== undefined && { 'user.id': userId }),
      ...(organizationId !== undefined && { 'business.organization.id': organizationId }),
    };
  }

  /** Spans that are below it and that it does not contain. */
  link(context: SpanContext): void {
    if (this.#links.length < MAX_LINKS) this.#links.push({ context });
  }

  // Bound, because callers take them out of it.
  readonly step = <T>(name: string, work: (span: Span) => T): T => {
    this.#lastStep = name;
    const started = performance.now();
    const active = trace.getSpan(contextApi.active());
    const inside = active ? trace.setSpan(this.context, active) : this.context;
    const attributes = { 'business.transaction.step': name };
    return tracer().startActiveSpan(`${this.name} ${name}`, { attributes }, inside, (span) => {
      this.link(span.spanContext());
      return settle(
        () => work(span),
        (error) => {
          const millis = performance.now() - started;
          if (this.#stepMillis.size < MAX_STEPS || this.#stepMillis.has(name))
            this.#stepMillis.set(name, (this.#stepMillis.get(name) ?? 0) + millis);
          if (error) markFailed(span, error.thrown);
          span.end();
        },
      );
    });
  };

  readonly complete = (attributes?: Attributes): void => this.#end('completed', attributes);

  readonly fail = (error?: unknown): void => this.#end('failed', undefined, error);

  readonly abandon = (): void => this.#end('abandoned');

  /** Counts its end and holds it against its SLA. What it says of it is for its span. */
  close(outcome: Outcome): Attributes | undefined {
    if (this.#hasEnded) return undefined;
    this.#hasEnded = true;
    this.#unwatch();
    const millis = Date.now() - this.#startMillis;
    countTransaction(this.name, outcome, millis, outcome === 'completed' ? undefined : this.#lastStep);
    const { sla } = this.#options;
    const isLate = sla !== undefined && millis > sla;
    const slowest = [...this.#stepMillis].toSorted(([, a], [, b]) => b - a)[0]?.[0];
    // One that was overdue has been counted already.
    if (!this.#isOverdue) {
      if (outcome === 'failed') countViolation(this.name, 'failure', this.#lastStep);
      else if (isLate) countViolation(this.name, 'duration', slowest);
    }
    return {
      'business.transaction.outcome': outcome,
      ...(sla !== undefined && { 'business.sla.kept': !isLate && !this.#isOverdue && outcome !== 'failed' }),
      ...(slowest !== undefined && { 'business.transaction.slowest_step': slowest }),
    };
  }

  #unwatch(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    watched--;
  }

  #overdue(): void {
    this.#unwatch();
    this.#isOverdue = true;
    countViolation(this.name, 'timeout', this.#lastStep);
  }

  /** Of one that crosses requests the span is made when it ends, because nobody holds spans open for hours. */
  #end(outcome: Outcome, attributes?: Attributes, error?: unknown): void {
    const told = this.close(outcome);
    if (!told) return;
    const span = tracer().startSpan(
      this.name,
      {
        attributes: { ...this.attributes, ...attributes, ...told },
        links: this.#links,
        startTime: this.#startMillis,
        root: true,
      },
      this.context,
    );
    if (outcome === 'failed') markFailed(span, error);
    span.end();
  }
}

/**
 * Starts a transaction that crosses functions or requests. Each step is a span where it happens; the transaction's own
 * span, which links them, is made when it ends.
 *
 * @param name of few kinds, such as `checkout`; what tells one from another belongs into attributes
 */
export const startTransaction = (name: string, options: TransactionOptions = {}): Transaction =>
  new OpenTransaction(name, options, contextApi.active());

/**
 * Runs a function, synchronous or not, as a business transaction: a span, a count, a duration, and its SLA. What it
 * throws fails the transaction and is thrown on.
 */
export const transaction = <T>(
  name: string,
  options: TransactionOptions,
  work: (transaction: Pick<Transaction, 'id' | 'name' | 'step'>) => T,
): T => {
  const open = new OpenTransaction(name, options, contextApi.active());
  return tracer().startActiveSpan(name, { attributes: open.attributes }, open.context, (span) =>
    settle(
      () => work(open),
      (error) => {
        const told = open.close(error ? 'failed' : 'completed');
        if (told) span.setAttributes(told);
        if (error) markFailed(span, error.thrown);
        span.end();
      },
    ),
  );
};
