import {
  type Attributes,
  type Context,
  context as contextApi,
  type Link,
  type Span,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { markFailed } from '../mark-failed.ts';
import { business } from './business.ts';
import { carrying, ID, NAME } from './carried.ts';
import { conclude, type TransactionState, tellEnded, tellOverdue, whole } from './conclude.ts';
import { startLongTimer } from './long-timer.ts';
import { MAX_OPEN } from './open-transactions.ts';
import { settle } from './settle.ts';
import type { StoredTransactions } from './store/stored-transactions.ts';
import type { Transaction } from './transaction-handle.ts';
import { type Outcome, stateThreshold } from './transaction-metrics.ts';
import { plainAttributes, type ResolvedOptions } from './transaction-options.ts';

/** The mistake is said where it is made, in words. */
export const expectFunction = (what: string, name: unknown, work: unknown): void => {
  if (typeof work !== 'function')
    throw new TypeError(`${what}(${JSON.stringify(name)}, …): expected a function`);
};

/** Of a transaction of many steps, the first are linked. */
const MAX_LINKS = 128;
const MAX_STEPS = 50;
/** Steps that a slow store has still to hear of; more are left out. */
const MAX_UNTOLD = 256;

let watched = 0;

export const tracer = () => trace.getTracer('binnacle/business', VERSION);

const NOT_KEPT = Promise.resolve(false);
const NO_STEPS: ReadonlyMap<string, number> = new Map();

/** What is known of a transaction that has not ended. */
export class OpenTransaction implements Transaction {
  readonly name: string;
  readonly id: string;
  readonly context: Context;
  kept = NOT_KEPT;
  readonly #options: ResolvedOptions;
  readonly #started: number;
  /** Time by step, and the spans of the first, from the first step on. */
  #stepMillis: Map<string, number> | undefined;
  #links: Link[] | undefined;
  #stored: StoredTransactions | undefined;
  /** What the store has been told last. */
  #told: Promise<unknown> = NOT_KEPT;
  #untold = 0;
  #stopTimer: (() => void) | undefined;
  #lastStep: string | undefined;
  #isOverdue = false;
  #hasEnded = false;

  /** @param ageMillis where another process has started it */
  constructor(name: string, id: string, options: ResolvedOptions, parent: Context, ageMillis = 0) {
    this.name = name;
    this.id = id;
    this.#options = options;
    this.#started = performance.now() - ageMillis;
    this.context = carrying(parent, name, id);
    if (options.slaMillis !== undefined) stateThreshold(name, options.slaMillis);
  }

  get attributes(): Attributes {
    return { ...this.#options.attributes, [NAME]: this.name, [ID]: this.id };
  }

  get #millis(): number {
    return performance.now() - this.#started;
  }

  get #state(): TransactionState {
    return {
      name: this.name,
      id: this.id,
      slaMillis: this.#options.slaMillis,
      stepMillis: this.#stepMillis ?? NO_STEPS,
      lastStep: this.#lastStep,
      isOverdue: this.#isOverdue,
    };
  }

  /** Tells when it is open for too long. */
  watch(): void {
    if (!business()?.settings.slaMonitoring || watched >= MAX_OPEN || this.#hasEnded) return;
    watched++;
    this.#stopTimer = startLongTimer(this.#options.timeoutMillis - this.#millis, () => this.#overdue());
  }

  /** Keeps it in the store, whose processes watch it then. */
  keep(stored: StoredTransactions): void {
    const { slaMillis, timeoutMillis, attributes } = this.#options;
    this.#stored = stored;
    this.kept = stored.keep({
      id: this.id,
      name: this.name,
      timeoutMillis,
      ...(slaMillis !== undefined && { slaMillis }),
      attributes,
    });
    const unkept = this.kept.then((isKept) => {
      if (!isKept) this.watch();
    });
    this.#told = unkept;
    stored.track(unkept);
  }

  /** Goes on with one that the store has. */
  resume(stored: StoredTransactions): void {
    this.#stored = stored;
    this.kept = Promise.resolve(true);
  }

  /** In the order of the calls. */
  #tell(question: (stored: StoredTransactions) => Promise<unknown>): void {
    const stored = this.#stored;
    if (!stored || this.#untold >= MAX_UNTOLD) return;
    this.#untold++;
    const told = this.#told.then(async () => {
      if (await this.kept) await question(stored);
      this.#untold--;
    });
    this.#told = told;
    stored.track(told);
  }

  // Bound when they are asked for, because callers take them out of it.
  get step(): Transaction['step'] {
    return (name, work) => this.#run(name, work);
  }

  get complete(): Transaction['complete'] {
    return (attributes) => this.#end('completed', attributes);
  }

  get fail(): Transaction['fail'] {
    return (error) => this.#end('failed', undefined, error);
  }

  get abandon(): Transaction['abandon'] {
    return () => this.#end('abandoned');
  }

  #run<T>(name: string, work: (span: Span) => T): T {
    expectFunction('step', name, work);
    this.#stepMillis ??= new Map();
    this.#links ??= [];
    const [stepMillis, links] = [this.#stepMillis, this.#links];
    this.#lastStep = name;
    this.#tell((stored) => stored.enterStep(this.id, name));
    const started = performance.now();
    const active = trace.getSpan(contextApi.active());
    const inside = active ? trace.setSpan(this.context, active) : this.context;
    const attributes = { 'business.transaction.step': name };
    return tracer().startActiveSpan(`${this.name} ${name}`, { attributes }, inside, (span) => {
      const { traceId, spanId, traceFlags } = span.spanContext();
      if (links.length < MAX_LINKS) links.push({ context: span.spanContext() });
      return settle(
        () => work(span),
        (error) => {
          const millis = performance.now() - started;
          if (stepMillis.size < MAX_STEPS || stepMillis.has(name))
            stepMillis.set(name, (stepMillis.get(name) ?? 0) + millis);
          this.#tell((stored) =>
            stored.addStep(this.id, { step: name, millis, traceId, spanId, traceFlags }),
          );
          if (error) markFailed(span, error.thrown);
          span.end();
        },
      );
    });
  }

  /** Counts the end of one whose span is there already. */
  close(outcome: Outcome): Attributes {
    this.#unwatch();
    return conclude(this.#state, outcome, this.#millis);
  }

  #unwatch(): void {
    if (!this.#stopTimer) return;
    this.#stopTimer();
    this.#stopTimer = undefined;
    watched--;
  }

  #overdue(): void {
    this.#unwatch();
    this.#isOverdue = true;
    tellOverdue(this.#state, this.#millis);
  }

  #end(outcome: Outcome, attributes?: Attributes, error?: unknown): Promise<boolean> {
    if (this.#hasEnded) return Promise.resolve(false);
    this.#hasEnded = true;
    this.#unwatch();
    business()?.open?.delete(this.id);
    const failure = outcome === 'failed' ? { error } : undefined;
    const millis = this.#millis;
    const tell = (state: TransactionState, took: number, links: Link[]): void => {
      const told = conclude(state, outcome, took);
      tellEnded(
        this.name,
        {
          attributes: { ...this.attributes, ...plainAttributes(attributes), ...told },
          links,
          millis: took,
          context: this.context,
        },
        failure,
      );
    };
    const stored = this.#stored;
    if (!stored) {
      tell(this.#state, millis, this.#links ?? []);
      return Promise.resolve(true);
    }
    const end = async (): Promise<boolean> => {
      await this.#told;
      const answer = (await this.kept) ? await stored.take(this.id) : 'away';
      if (answer === 'away') {
        stored.takeLater(this.id);
        tell(this.#state, millis, this.#links ?? []);
        return true;
      }
      // Somebody else has ended it.
      if (!answer.value) return false;
      const { state, links } = whole(this.#state, answer.value);
      tell(state, answer.value.ageMillis, links);
      return true;
    };
    // A store of the application's own may answer with anything.
    const ended = end().catch(() => false);
    stored.track(ended);
    return ended;
  }
}
