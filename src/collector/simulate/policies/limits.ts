import type { Settings } from '../../explain/effective.ts';
import { tracesBytes } from '../../otlp/size.ts';
import { numberOf } from '../settings.ts';
import type { Evaluator, PendingTrace } from './policy.ts';

/** A bucket that is full in the beginning, as golang.org/x/time/rate has it. */
const createBucket = (perSecond: number, burst: number) => {
  let tokens = burst;
  let last: number | undefined;
  return (now: number, wanted: number): boolean => {
    const filled = Math.min(burst, tokens + Math.max(0, now - (last ?? now)) * Math.max(0, perSecond));
    // Less than a nanosecond of waiting counts as none.
    const isAllowed = wanted <= burst && (wanted - filled) * 1e9 < Math.max(perSecond, Number.MIN_VALUE);
    if (!isAllowed) return false;
    last = Math.max(now, last ?? now);
    tokens = filled - wanted;
    return true;
  };
};

const limiting = (perSecond: number, burst: number, sizeOf: (trace: PendingTrace) => number): Evaluator => {
  const take = createBucket(perSecond, burst > 0 ? burst : 2 * perSecond);
  return {
    isCounting: true,
    evaluate: (trace) => (take(trace.now, sizeOf(trace)) ? 'sampled' : 'not sampled'),
  };
};

export const rateLimiting = (settings: Settings): Evaluator =>
  limiting(
    numberOf(settings, 'spans_per_second'),
    numberOf(settings, 'burst_capacity'),
    (trace) => trace.spanCount,
  );

export const bytesLimiting = (settings: Settings): Evaluator =>
  limiting(numberOf(settings, 'bytes_per_second'), numberOf(settings, 'burst_capacity'), (trace) =>
    tracesBytes(trace.batches),
  );
