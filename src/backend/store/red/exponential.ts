// https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
import type { ExponentialBuckets, ExponentialHistogramValue } from '../../model.ts';

/** Bucket `i` counts values in (base^i, base^(i+1)], where base is 2^(2^-scale). */
export interface Exponential {
  readonly scale: number;
  /** Zero, and below, which a duration cannot be. */
  readonly zeroCount: number;
  readonly counts: ReadonlyMap<number, number>;
}

const MIN_SCALE = -10;
const MAX_SCALE = 20;

const total = ({ counts }: ExponentialBuckets): number => counts.reduce((sum, count) => sum + count, 0);

/** Undefined where the scale or the number of buckets is beyond the specification's. */
export const toExponential = (
  value: ExponentialHistogramValue,
  maxBuckets: number,
): Exponential | undefined => {
  const { scale, zeroCount, positive, negative } = value;
  if (scale < MIN_SCALE || scale > MAX_SCALE) return undefined;
  if (positive.counts.length > maxBuckets || negative.counts.length > maxBuckets) return undefined;
  const filled = positive.counts
    .map((count, i) => [positive.offset + i, count] as const)
    .filter(([, count]) => count > 0);
  return { scale, zeroCount: zeroCount + total(negative), counts: new Map(filled) };
};

/** Two neighbouring buckets become one with each step down. */
const downscale = (histogram: Exponential, scale: number): Exponential => {
  if (scale >= histogram.scale) return histogram;
  const counts = new Map<number, number>();
  const width = 2 ** (histogram.scale - scale);
  for (const [i, count] of histogram.counts) {
    const wide = Math.floor(i / width);
    counts.set(wide, (counts.get(wide) ?? 0) + count);
  }
  return { scale, zeroCount: histogram.zeroCount, counts };
};

const combine = (a: Exponential, b: Exponential, sign: 1 | -1): Exponential => {
  const scale = Math.min(a.scale, b.scale);
  const counts = new Map(downscale(a, scale).counts);
  for (const [i, count] of downscale(b, scale).counts) counts.set(i, (counts.get(i) ?? 0) + sign * count);
  return { scale, zeroCount: a.zeroCount + sign * b.zeroCount, counts };
};

/** Buckets that a sum may have before it goes to the next coarser scale. */
const MAX_MERGED = 1024;

export const mergeExponential = (a: Exponential | undefined, b: Exponential): Exponential => {
  let merged = a ? combine(a, b, 1) : b;
  while (merged.counts.size > MAX_MERGED && merged.scale > MIN_SCALE)
    merged = downscale(merged, merged.scale - 1);
  return merged;
};

/** Undefined where a bucket has shrunk: a reset. */
export const subtractExponential = (now: Exponential, before: Exponential): Exponential | undefined => {
  const difference = combine(now, before, -1);
  const shrunk = difference.zeroCount < 0 || [...difference.counts.values()].some((count) => count < 0);
  return shrunk ? undefined : difference;
};

/** Bounds and count of each filled bucket. */
export const segmentsOf = ({
  scale,
  zeroCount,
  counts,
}: Exponential): readonly { low: number; high: number; count: number }[] => {
  const bound = (i: number): number => 2 ** (i * 2 ** -scale);
  return [
    { low: 0, high: 0, count: zeroCount },
    ...[...counts].map(([i, count]) => ({ low: bound(i), high: bound(i + 1), count })),
  ].filter(({ count, high }) => count > 0 && Number.isFinite(high));
};
