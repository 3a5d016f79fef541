import type { Attributes, Context } from '@opentelemetry/api';
import { createBoundedMemory } from '../../core/bounded-memory.ts';
import {
  createUsualDuration,
  learnDuration,
  type UsualDuration,
  unusualFromMillis,
} from '../../core/insight/usual-duration.ts';
import type { Settings } from '../../core/settings/index.ts';
import { summaryOf } from '../database/summary-of.ts';
import { databaseInsight } from './database-insight.ts';
import { captureWithinBudget, type Stacks } from './stack.ts';

/** An operation that has ended. */
export interface EndedOperation {
  /** As its span has them. */
  readonly attributes: Attributes;
  /** The statement with its literals; it stays in the process. */
  readonly given: string;
  /** With its span. */
  readonly context: () => Context;
  readonly stacks: Stacks | undefined;
  readonly parameters: readonly unknown[] | undefined;
  /** In its answer, where that is known. */
  readonly rows: number | undefined;
}

export interface SlowOperation extends EndedOperation {
  readonly millis: number;
  /** `threshold` where every operation would be slow, `unusual` where it is slow for one of its kind. */
  readonly reason: 'threshold' | 'unusual';
  readonly limitMillis: number;
  /** Of its kind, as a rule; undefined while too few are known. */
  readonly usualMillis: number | undefined;
}

/** Kinds of operations and texts of statements that are remembered; those that come once are forgotten first. */
const MAX_KNOWN = 500;
const MAX_LENGTH = 2_048;
/** Whatever is usual, this is fast. */
const LEAST_UNUSUAL_MILLIS = 50;
/** Places are taken of the first of a kind, and of kinds that are slow at times. */
const FIRST = 20;
const NEAR_LIMIT = 0.1;

/** What waits until something is there: https://redis.io/docs/latest/commands/ */
const WAITS =
  /^(?:B(?:L|R|Z)\w*(?:POP|MOVE|PUSH)\w*|XREAD\w*|WAIT\w*|P?S?SUBSCRIBE|MONITOR|LISTEN|getMore)\b/i;

/** What is known of operations of one kind. */
export interface KnownQuery extends UsualDuration {
  slow: number;
  readonly waits: boolean;
}

/** Tells slow operations from others, by a limit for all and by what is usual for each kind. */
export class SlowQueries {
  readonly #thresholdMillis: number;
  /** Kinds that take less than this as a rule are far from being slow. */
  readonly #nearLog2: number;
  /** What takes less is slow by no measure. */
  readonly #leastSlowMillis: number;
  readonly #isAdaptive: boolean;
  readonly #report: (slow: SlowOperation) => void;
  readonly #bySummary = createBoundedMemory<KnownQuery>(MAX_KNOWN, MAX_LENGTH);
  readonly #byText = createBoundedMemory<KnownQuery>(MAX_KNOWN, MAX_LENGTH);

  constructor(
    { slowQueryThresholdMillis, slowQueryAdaptive }: Settings,
    report: (slow: SlowOperation) => void,
  ) {
    this.#thresholdMillis = slowQueryThresholdMillis;
    this.#nearLog2 = Math.log2(slowQueryThresholdMillis * NEAR_LIMIT);
    this.#leastSlowMillis = Math.min(slowQueryThresholdMillis, LEAST_UNUSUAL_MILLIS);
    this.#isAdaptive = slowQueryAdaptive;
    this.#report = report;
  }

  /** What is known of a statement; undefined where it is the first. */
  knownOf(given: string): KnownQuery | undefined {
    return this.#byText.get(given);
  }

  /** Where a statement is asked, if it may well be a slow one. */
  stacksOf(known: KnownQuery | undefined): Stacks | undefined {
    if (known && known.count >= FIRST && known.slow === 0 && known.meanLog2 < this.#nearLog2)
      return undefined;
    const own = captureWithinBudget(this.stacksOf);
    return own && { own, pool: undefined };
  }

  /** @param before what `knownOf` said of its statement when it began */
  note(ended: EndedOperation, millis: number, before?: KnownQuery): void {
    const known = before ?? this.#byText.get(ended.given) ?? this.#add(ended);
    if (known.waits) return;
    // Nearly all are faster than whatever may be slow, and need no more than to be learned from.
    if (millis >= this.#leastSlowMillis) this.#look(ended, millis, known);
    learnDuration(known, millis);
  }

  #look(ended: EndedOperation, millis: number, known: KnownQuery): void {
    const unusualMillis = unusualFromMillis(known);
    const usualLimit = this.#isAdaptive ? unusualMillis : Number.POSITIVE_INFINITY;
    const limitMillis = Math.min(this.#thresholdMillis, Math.max(usualLimit, LEAST_UNUSUAL_MILLIS));
    if (millis < limitMillis) return;
    known.slow++;
    const { attributes, given, stacks, parameters, rows } = ended;
    this.#report({
      attributes,
      given,
      context: () => ended.context(),
      stacks,
      parameters,
      rows,
      millis,
      reason: limitMillis < this.#thresholdMillis ? 'unusual' : 'threshold',
      limitMillis,
      usualMillis: Number.isFinite(unusualMillis) ? 2 ** known.meanLog2 : undefined,
    });
  }

  #add({ attributes, given }: EndedOperation): KnownQuery {
    const what = summaryOf(attributes);
    const key = `${String(attributes['db.system.name'])}\n${String(attributes['db.namespace'])}\n${what}`;
    const known: KnownQuery = this.#bySummary.get(key) ?? {
      ...createUsualDuration(),
      slow: 0,
      waits: WAITS.test(what),
    };
    this.#bySummary.set(key, known);
    this.#byText.set(given, known);
    return known;
  }
}

let slowQueries: SlowQueries | undefined;

/** Undefined where nobody looks. What tells of slow operations is loaded with the first. */
export const slowQueriesOrNone = (): SlowQueries | undefined => {
  if (slowQueries) return slowQueries;
  const insight = databaseInsight();
  if (!insight || insight.settings.slowQueryThresholdMillis === 0) return undefined;
  const { settings, load } = insight;
  let chunk: typeof import('./report-slow.ts') | undefined;
  slowQueries = new SlowQueries(settings, (slow) => {
    chunk ??= load<typeof import('./report-slow.ts')>('./insight/report-slow.js');
    chunk.reportSlow(slow, settings, load);
  });
  return slowQueries;
};
