// https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/processor/probabilisticsamplerprocessor
import type { Settings } from '../explain/effective.ts';
import { fnv32a } from '../go/fnv.ts';
import { bytesOfHex } from '../go/utf8.ts';
import { filterSpans, type ResourceSpans, type Span } from '../otlp/model.ts';
import { NO_STATE, type OtTraceState, readOtTraceState, writeOtTraceState } from '../otlp/ot-trace-state.ts';
import { CannotSimulate, flagOf, numberOf, textOf } from './settings.ts';
import type { Step } from './step.ts';
import { thresholdWithPrecision } from './threshold.ts';

const NEVER = 1n << 56n;
const ALWAYS = 0n;
const ALL_RANDOMNESS = NEVER - 1n;
const SMALLEST_RATIO = 2 ** -56;

const HASH_BUCKETS = 0x4000;
/** Of the Go source, where it has 32 bits. */
const BUCKETS_PER_PERCENT = Math.fround(HASH_BUCKETS / 100);

/** What a mode makes of a span: its randomness, its trace state, and the threshold that it gets. */
interface Considered {
  readonly randomness: bigint;
  /** Undefined where it is not written back. */
  readonly state: OtTraceState | undefined;
  /** Undefined where the span says what does not fit together. */
  readonly threshold: bigint | undefined;
}

type Mode = (span: Span) => Considered;

const isZeroId = (traceId: string): boolean => /^0*$/.test(traceId);

/** 56 bits out of a hash of 32, of which 14 decide. */
const hashRandomness = (traceId: string, seed: number): bigint => {
  const seedBytes = [seed & 255, (seed >>> 8) & 255, (seed >>> 16) & 255, seed >>> 24];
  const hash = fnv32a([...seedBytes, ...bytesOfHex(traceId.padStart(32, '0'))]);
  const bucket = BigInt(hash & (HASH_BUCKETS - 1));
  const unused = BigInt(hash >>> 18);
  const mixed = unused ^ (unused << 10n);
  return ((BigInt(HASH_BUCKETS - 1) - bucket) << 42n) | (mixed << 14n) | bucket;
};

/** A threshold that the span has and its randomness is below is a lie, and is taken away. */
const checked = (
  randomness: bigint | undefined,
  state: OtTraceState | undefined,
  decide: (state: OtTraceState) => bigint,
): Considered => {
  if (!state || randomness === undefined)
    return { randomness: randomness ?? ALL_RANDOMNESS, state, threshold: undefined };
  if (state.threshold !== undefined && state.threshold > randomness)
    return { randomness, state: { ...state, threshold: undefined }, threshold: undefined };
  return { randomness, state, threshold: decide(state) };
};

const hashing =
  (seed: number, threshold: bigint): Mode =>
  ({ traceId, traceState }) => {
    const randomness = isZeroId(traceId) ? undefined : hashRandomness(traceId, seed);
    const state = readOtTraceState(traceState);
    const isInUse = state?.randomness !== undefined || state?.threshold !== undefined;
    if (!state || isInUse)
      return { randomness: randomness ?? ALL_RANDOMNESS, state: undefined, threshold: undefined };
    return checked(randomness, { ...state, randomness: randomness ?? ALL_RANDOMNESS }, () => threshold);
  };

const consistent =
  (decide: (state: OtTraceState) => bigint): Mode =>
  ({ traceId, traceState }) => {
    const state = readOtTraceState(traceState);
    const own = isZeroId(traceId) ? undefined : BigInt(`0x${traceId.slice(-14)}`);
    return checked(state ? (state.randomness ?? own) : undefined, state, decide);
  };

/** Nothing but what `sampling.priority` asks for, whose trace state is written anew where it is broken. */
const never: Mode = ({ traceState }) => {
  const state = readOtTraceState(traceState);
  if (state) return checked(ALL_RANDOMNESS, state, () => NEVER);
  return { randomness: ALL_RANDOMNESS, state: NO_STATE, threshold: undefined };
};

const createMode = (settings: Settings): Mode => {
  const percentage = Math.min(100, Math.fround(numberOf(settings, 'sampling_percentage')));
  const mode = textOf(settings, 'mode');
  const precision = numberOf(settings, 'sampling_precision');
  if (!['', 'hash_seed', 'equalizing', 'proportional'].includes(mode))
    throw new CannotSimulate(`the mode "${mode}"`);
  if (percentage === 0) return never;
  const ratio = Math.max(percentage / 100, SMALLEST_RATIO);
  if (mode === 'equalizing') {
    const threshold = thresholdWithPrecision(ratio, precision);
    return consistent((state) =>
      state.threshold !== undefined && threshold < state.threshold ? state.threshold : threshold,
    );
  }
  if (mode === 'proportional')
    return consistent(({ threshold = ALWAYS }) => {
      const product = (Number(NEVER - threshold) / Number(NEVER)) * ratio;
      return product < SMALLEST_RATIO || product > 1 ? NEVER : thresholdWithPrecision(product, precision);
    });
  const buckets = Math.trunc(Math.fround(percentage * BUCKETS_PER_PERCENT));
  if (buckets === 0) return never;
  return hashing(numberOf(settings, 'hash_seed') >>> 0, BigInt(HASH_BUCKETS - buckets) << 42n);
};

/** What strconv.ParseFloat takes, but for forms in base 16 and underscores. */
const FLOAT = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity|nan)$/i;

/** `sampling.priority`: 0 is never kept, what is more always. */
const priorityOf = ({ attributes }: Span): number | undefined => {
  const value = attributes.get('sampling.priority');
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
  if (typeof value !== 'string' || !FLOAT.test(value)) return undefined;
  return /^\+?inf/i.test(value) ? Number.POSITIVE_INFINITY : Number(value);
};

const consider = (span: Span, mode: Mode, isClosed: boolean): Span | undefined => {
  const { randomness, state, threshold: own } = mode(span);
  const priority = priorityOf(span);
  let threshold = own ?? (isClosed ? NEVER : ALWAYS);
  if (priority === 0) threshold = NEVER;
  else if (priority !== undefined && priority > 0) threshold = ALWAYS;
  if (threshold > randomness) return undefined;
  if (!state) return span;
  // A threshold only rises: to lower it would say more of the span than is so.
  const isRaised = state.threshold === undefined || state.threshold <= threshold;
  return { ...span, traceState: writeOtTraceState(isRaised ? { ...state, threshold } : state) };
};

/** @throws CannotSimulate for an unknown mode */
export const createProbabilisticSampler = (id: string, settings: Settings): Step => {
  const mode = createMode(settings);
  const isClosed = flagOf(settings, 'fail_closed');
  return {
    id,
    push: (batches) =>
      batches.flatMap(
        (batch): ResourceSpans | readonly [] =>
          filterSpans(batch, (span) => consider(span, mode, isClosed)) ?? [],
      ),
    finish: () => [],
  };
};
