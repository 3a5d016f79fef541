import { describe, expect, test } from '@jest/globals';
import { findLeak, slopeOf } from '../../../src/core/profiling/leak.ts';
import { createTestRandom } from './profiles.ts';

const MIB = 1_048_576;
const LIMITS = { confidence: 0.99, leastMillis: 18 * 60_000, leastBytes: 10 * MIB, leastShare: 0.05 };

/** A heap a minute, in MiB, with some noise of what is not collected yet. */
const heap = (shape: (minute: number) => number, noiseMiB = 2) => {
  const random = createTestRandom(3);
  return Array.from({ length: 24 }, (_, minute) => ({
    timeMillis: minute * 60_000,
    bytes: (100 + shape(minute) + (random() - 0.5) * 2 * noiseMiB) * MIB,
  }));
};

const LEAKS: readonly (readonly [string, (minute: number) => number])[] = [
  ['grows evenly', (minute) => 3 * minute],
  ['grows in steps', (minute) => 12 * Math.floor(minute / 4)],
  ['grows faster and faster', (minute) => 0.2 * minute ** 2],
];

const NO_LEAKS: readonly (readonly [string, (minute: number) => number])[] = [
  ['stays', () => 0],
  ['is a cache that fills and is bounded', (minute) => Math.min(60, 6 * minute)],
  ['is a cache that fills more and more slowly', (minute) => 60 * (1 - Math.exp(-minute / 4))],
  ['has a peak and comes down', (minute) => 60 - Math.abs(minute - 12) * 5],
  ['goes up and down with the load', (minute) => 30 * Math.sin(minute / 3)],
  ['shrinks', (minute) => -2 * minute],
  ['grows by less than matters', (minute) => 0.2 * minute],
  ['loads something once', (minute) => (minute > 3 ? 40 : 0)],
];

describe('a heap that', () => {
  test.each(LEAKS)('%s is a leak', (_, shape) => {
    const slope = findLeak(heap(shape), LIMITS);
    expect(slope?.low).toBeGreaterThan(0);
    expect(slope?.high).toBeGreaterThan(slope?.bytesPerSecond ?? Number.NaN);
  });

  test.each(NO_LEAKS)('%s is none', (_, shape) => {
    expect(findLeak(heap(shape), LIMITS)).toBeUndefined();
  });
});

test('the slope lies in its interval, and few points say nothing', () => {
  const points = heap((minute) => 3 * minute);
  const { low, high } = slopeOf(points, 0.99);
  expect(low).toBeLessThan((3 * MIB) / 60);
  expect(high).toBeGreaterThan((3 * MIB) / 60);
  expect(findLeak(points.slice(0, 18), LIMITS)).toBeUndefined();
  expect(findLeak(points.slice(0, 11), { ...LIMITS, leastMillis: 0 })).toBeUndefined();
  expect(findLeak(points.slice(0, 12), { ...LIMITS, leastMillis: 0 })).toBeDefined();
  expect(slopeOf(points.slice(0, 2), 0.99).low).toBe(Number.NEGATIVE_INFINITY);
});
