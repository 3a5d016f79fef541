import { criticalT } from './student-t.ts';

/** How much was left by a full collection. */
export interface HeapPoint {
  readonly timeMillis: number;
  readonly bytes: number;
}

export interface Slope {
  readonly bytesPerSecond: number;
  /** Between these it lies, with the confidence asked for. */
  readonly low: number;
  readonly high: number;
}

export interface LeakLimits {
  /** How sure it is to be, below 1. */
  readonly confidence: number;
  /** What grows for a shorter time may only fill up. */
  readonly leastMillis: number;
  /** Growth over all points that is no matter, in bytes. */
  readonly leastBytes: number;
  /** The same as a share of the heap. */
  readonly leastShare: number;
}

/** Fewer say nothing. */
const LEAST_POINTS = 12;

/** Of the later half, against the whole: what fills up to a bound slows down before. */
const LEAST_STEADINESS = 0.5;

/** The line through the points, by least squares, with the interval of its slope. */
export const slopeOf = (points: readonly HeapPoint[], confidence: number): Slope => {
  const count = points.length;
  const none = { bytesPerSecond: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  if (count < 3) return none;
  const mean = (read: (point: HeapPoint) => number): number =>
    points.reduce((sum, point) => sum + read(point), 0) / count;
  const origin = points[0]?.timeMillis ?? 0;
  const seconds = ({ timeMillis }: HeapPoint): number => (timeMillis - origin) / 1_000;
  const [meanX, meanY] = [mean(seconds), mean(({ bytes }) => bytes)];
  const squares = points.reduce((sum, point) => sum + (seconds(point) - meanX) ** 2, 0);
  if (squares === 0) return none;
  const slope =
    points.reduce((sum, point) => sum + (seconds(point) - meanX) * (point.bytes - meanY), 0) / squares;
  const rest = points.reduce(
    (sum, point) => sum + (point.bytes - meanY - slope * (seconds(point) - meanX)) ** 2,
    0,
  );
  const width = criticalT(1 - confidence, count - 2) * Math.sqrt(rest / (count - 2) / squares);
  return { bytesPerSecond: slope, low: slope - width, high: slope + width };
};

/**
 * The growth of a heap that full collections leave, where it is a leak: surely upwards, over all points and over the
 * later half of them, and there not much slower. What fills a cache up to its bound levels off instead.
 */
export const findLeak = (
  points: readonly HeapPoint[],
  { confidence, leastMillis, leastBytes, leastShare }: LeakLimits,
): Slope | undefined => {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < LEAST_POINTS) return undefined;
  const millis = last.timeMillis - first.timeMillis;
  if (millis < leastMillis) return undefined;
  const all = slopeOf(points, confidence);
  const grown = (all.bytesPerSecond * millis) / 1_000;
  if (all.low <= 0 || grown < Math.max(leastBytes, leastShare * last.bytes)) return undefined;
  const late = slopeOf(points.slice(points.length >> 1), confidence);
  if (late.low <= 0 || late.bytesPerSecond < LEAST_STEADINESS * all.bytesPerSecond) return undefined;
  return all;
};
