import { describe, expect, test } from '@jest/globals';
import { Accumulator, type Distribution } from '../../../src/backend/store/red/distribution.ts';
import { quantiles } from '../../../src/backend/store/red/quantiles.ts';

const explicit = (
  bounds: number[],
  counts: number[],
  extremes: { min?: number; max?: number } = {},
): Distribution => ({
  count: counts.reduce((sum, count) => sum + count, 0),
  explicit: { bounds, counts },
  min: extremes.min,
  max: extremes.max,
});

const exponential = (scale: number, counts: [number, number][], zeroCount = 0): Distribution => ({
  count: counts.reduce((sum, [, count]) => sum + count, zeroCount),
  exponential: { scale, zeroCount, counts: new Map(counts) },
  min: undefined,
  max: undefined,
});

const cases: { name: string; parts: Distribution[]; rank: number; expected: number }[] = [
  // histogram_quantile(0.5, …) of Prometheus for the same buckets: 1 + (5 - 2) / 6 * 1
  { name: 'within a bucket', parts: [explicit([1, 2, 4], [2, 6, 2, 0])], rank: 0.5, expected: 1.5 },
  { name: 'the first bucket begins at 0', parts: [explicit([10], [4, 0])], rank: 0.5, expected: 5 },
  {
    name: 'above the last bound, without a maximum',
    parts: [explicit([1, 2], [0, 1, 9])],
    rank: 0.99,
    expected: 2,
  },
  {
    name: 'above the last bound, with a maximum',
    parts: [explicit([1, 2], [0, 0, 10], { min: 4, max: 6 })],
    rank: 0.5,
    expected: 5,
  },
  {
    name: 'one value, known exactly',
    parts: [explicit([1, 2], [0, 1, 0], { min: 1.3, max: 1.3 })],
    rank: 0.95,
    expected: 1.3,
  },
  {
    name: 'two of the same bounds add up',
    parts: [explicit([1, 2, 4], [2, 0, 2, 0]), explicit([1, 2, 4], [0, 6, 0, 0])],
    rank: 0.5,
    expected: 1.5,
  },
  {
    name: 'different bounds add up',
    parts: [explicit([2], [10, 0]), explicit([4], [10, 0])],
    rank: 0.5,
    // 5 x + 2.5 x = 10
    expected: 10 / 7.5,
  },
  { name: 'exponential', parts: [exponential(0, [[0, 4]])], rank: 0.5, expected: 1.5 },
  { name: 'exponential, zeros first', parts: [exponential(0, [[0, 1]], 9)], rank: 0.5, expected: 0 },
  {
    name: 'exponential, of different scales: the coarser counts',
    parts: [
      exponential(1, [
        [0, 2],
        [1, 2],
      ]),
      exponential(0, [[0, 4]]),
    ],
    rank: 0.5,
    expected: 1.5,
  },
];

test.each(cases)('$name', ({ parts, rank, expected }) => {
  const accumulator = new Accumulator();
  for (const part of parts) accumulator.add(part);
  expect(quantiles(accumulator, [rank])[0]).toBeCloseTo(expected, 9);
});

test('of nothing', () => {
  expect(quantiles(new Accumulator(), [0.5, 0.99])).toEqual([Number.NaN, Number.NaN]);
});

describe('of a large sample', () => {
  test('is within a bucket of the truth', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000);
    const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1];
    const counts = [...bounds, Number.POSITIVE_INFINITY].map(
      (bound, i) => values.filter((value) => value <= bound && value > (bounds[i - 1] ?? 0)).length,
    );
    const accumulator = new Accumulator();
    accumulator.add(explicit(bounds, counts));
    const [p50, p95, p99] = quantiles(accumulator, [0.5, 0.95, 0.99]);
    expect(p50).toBeCloseTo(0.5, 2);
    expect(p95).toBeCloseTo(0.95, 2);
    expect(p99).toBeCloseTo(0.99, 2);
  });
});
