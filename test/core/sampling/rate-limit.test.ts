import { describe, expect, test } from '@jest/globals';
import { createRateLimit } from '../../../src/core/sampling/rate-limit.ts';
import { createRandom } from '../random.ts';

/** Arrivals as [seconds, per second] pieces, in milliseconds; evenly, or by chance. */
const arrivals = (pieces: readonly (readonly [number, number])[], random?: () => number): number[] => {
  const times: number[] = [];
  let start = 0;
  for (const [seconds, perSecond] of pieces) {
    const count = Math.round(seconds * perSecond);
    for (let i = 0; i < count; i++) {
      const at = random ? random() * seconds : (i / count) * seconds;
      times.push((start + at) * 1_000);
    }
    start += seconds;
  }
  return times.sort((a, b) => a - b);
};

/** The expected number of kept traces in each second. */
const keptBySecond = (perSecond: number, times: readonly number[]): number[] => {
  let clock = 0;
  const share = createRateLimit(perSecond, () => clock);
  const kept: number[] = [];
  for (const time of times) {
    clock = time;
    const second = Math.floor(time / 1_000);
    kept[second] = (kept[second] ?? 0) + share();
  }
  return Array.from(kept, (each) => each ?? 0);
};

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

describe('createRateLimit', () => {
  test.each([
    ['even traffic', undefined],
    ['traffic by chance', createRandom(3)],
  ])('keeps all of %s below the limit', (_what, random) => {
    const times = arrivals([[60, 5]], random);
    expect(sum(keptBySecond(10, times))).toBeGreaterThan(0.98 * times.length);
  });

  test.each([
    [10, 100],
    [10, 5_000],
    [100, 1_000],
    [1, 50],
    [0.5, 20],
  ])('keeps about %d of %d each second', (limit, perSecond) => {
    const kept = keptBySecond(limit, arrivals([[120, perSecond]], createRandom(4)));
    const settled = sum(kept.slice(60)) / 60;
    expect(settled).toBeGreaterThan(0.8 * limit);
    expect(settled).toBeLessThan(1.15 * limit);
  });

  test('a burst out of nothing takes a few seconds worth, not the whole burst', () => {
    const kept = keptBySecond(
      10,
      arrivals([
        [30, 1],
        [1, 10_000],
        [30, 1],
      ]),
    );
    expect(kept[30]).toBeLessThan(60);
  });

  test('finds back to all within half a minute after a burst', () => {
    const kept = keptBySecond(
      10,
      arrivals([
        [30, 2_000],
        [60, 5],
      ]),
    );
    expect(sum(kept.slice(60, 90)) / (30 * 5)).toBeGreaterThan(0.95);
  });

  test('many traces at one instant have ever smaller shares, above 0', () => {
    const share = createRateLimit(5, () => 1_000);
    const shares = Array.from({ length: 10_000 }, share);
    expect(shares.slice(0, 5)).toEqual([1, 1, 1, 1, 1]);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(sum(shares)).toBeLessThan(60);
  });

  test('a clock that stands still or goes back does no harm', () => {
    const times = [5_000, 4_000, 4_000, 6_000];
    const share = createRateLimit(2, () => times.shift() ?? 0);
    for (let i = 0; i < 4; i++) expect(share()).toBeGreaterThan(0);
  });
});
