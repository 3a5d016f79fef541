import { describe, expect, test } from '@jest/globals';
import { isKept, randomnessOf, ratioOf, thresholdOf } from '../../../src/core/sampling/threshold.ts';
import { createRandom, randomHex } from '../random.ts';

/**
 * The table of the specification for 1 in N with its recommended precision of 4 digits.
 * https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/#converting-floating-point-probability-to-threshold-value
 */
const SPECIFIED: readonly (readonly [n: number, threshold: string, ratio: number])[] = [
  [1, '0', 1],
  [2, '8', 0.5],
  [3, 'aaab', 0.3333282470703125],
  [4, 'c', 0.25],
  [5, 'cccd', 0.1999969482421875],
  [8, 'e', 0.125],
  [10, 'e666', 0.100006103515625],
  [16, 'f', 0.0625],
  [100, 'fd70a', 0.010000228881835938],
  [1_000, 'ffbe77', 0.0009999871253967285],
  [10_000, 'fff9724', 0.00010000169277191162],
  [100_000, 'ffff583a', 1.00000761449337e-5],
  [1_000_000, 'ffffef39', 1.00000761449337e-6],
];

const RATIOS = [1, 0.999, 2 / 3, 0.5, 1 / 3, 0.1, 0.05, 0.01, 0.001];

describe('thresholdOf and ratioOf', () => {
  test.each(SPECIFIED)('1 in %d is %s', (n, threshold, ratio) => {
    expect(thresholdOf(1 / n)).toBe(threshold);
    expect(ratioOf(threshold)).toBeCloseTo(ratio, 14);
  });

  test.each([0, -1, Number.NaN, 2 ** -57])('%d keeps nothing and has no threshold', (ratio) => {
    expect(thresholdOf(ratio)).toBeUndefined();
  });

  test.each([
    [2 ** -56, 'ffffffffffffff'],
    [1 - 2 ** -53, '0'],
    [1.5, '0'],
  ])('the limits: %d is %s', (ratio, threshold) => {
    expect(thresholdOf(ratio)).toBe(threshold);
  });

  test('is hex without trailing zeros, and near the ratio, for any ratio', () => {
    const random = createRandom(5);
    const ratios = Array.from({ length: 5_000 }, () => 2 ** (-36 * random()));
    const wrong = ratios
      .map((ratio) => ({ ratio, threshold: thresholdOf(ratio) ?? '' }))
      .filter(
        ({ ratio, threshold }) =>
          !/^(?:0|[0-9a-f]{0,13}[1-9a-f])$/.test(threshold) ||
          Math.abs(ratioOf(threshold) / ratio - 1) > 0.0002,
      );
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('a lower ratio never has a lower threshold', () => {
    const random = createRandom(6);
    const ratios = Array.from({ length: 2_000 }, () => random() ** 4).sort((a, b) => b - a);
    const padded = ratios.map((ratio) => (thresholdOf(ratio) ?? 'g').padEnd(14, '0'));
    expect(padded).toEqual([...padded].sort());
  });
});

describe('isKept', () => {
  test.each([
    ['80000000000000', '8', true],
    ['7fffffffffffff', '8', false],
    ['00000000000000', '0', true],
    ['ffffffffffffff', 'ffffffffffffff', true],
    ['fffffffffffffe', 'ffffffffffffff', false],
    ['6e6d1a75832a2f', '6e6d1a75832a2f', true],
    ['fd70a3ffffffff', 'fd70a4', false],
    ['fd70a400000000', 'fd70a4', true],
  ])('%s at threshold %s: %s', (randomness, threshold, kept) => {
    expect(isKept(randomness, threshold)).toBe(kept);
  });

  test('the random part is the last 56 bits, whatever the case', () => {
    expect(randomnessOf('4BF92F3577B34DA6A3CE929D0E0E4736')).toBe('ce929d0e0e4736');
  });

  test.each(RATIOS)('keeps about %d of the traces', (ratio) => {
    const random = createRandom(9);
    const traces = 20_000;
    const threshold = thresholdOf(ratio) ?? '';
    let kept = 0;
    for (let i = 0; i < traces; i++) if (isKept(randomnessOf(randomHex(32, random)), threshold)) kept++;
    // Five standard deviations of the binomial distribution.
    const tolerance = 5 * Math.sqrt(traces * ratio * (1 - ratio)) + 1;
    expect(Math.abs(kept - traces * ratio)).toBeLessThan(tolerance);
  });

  test('what a service keeps, every service with a higher rate keeps too', () => {
    const random = createRandom(10);
    const thresholds = RATIOS.map((ratio) => thresholdOf(ratio) ?? '');
    const torn = Array.from({ length: 20_000 }, () => randomHex(32, random))
      .map((traceId) => ({ traceId, kept: thresholds.map((each) => isKept(randomnessOf(traceId), each)) }))
      // RATIOS fall, so once one service drops a trace, all after it do.
      .filter(({ kept }) => kept.some((now, index) => now && kept[index - 1] === false));
    expect(torn.slice(0, 5)).toEqual([]);
  });
});
