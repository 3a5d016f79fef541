import { describe, expect, test } from '@jest/globals';
import { HistogramSeries, NumberSeries } from '../../../src/sdk/kpis/series.ts';

const NO_AMOUNTS: readonly (readonly [unknown])[] = [
  ['5'],
  [5n],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY],
  [undefined],
  [null],
  [{ valueOf: () => 5 }],
];

describe.each(NO_AMOUNTS)('%p', (value) => {
  test('spoils no sum', () => {
    const recorded: number[] = [];
    const series = new NumberSeries([], (each) => recorded.push(each));
    series.add(2);
    series.add(value as number);
    series.add(3);
    expect({ value: series.value, recorded }).toEqual({ value: 5, recorded: [2, 3] });
  });

  test('is no value of a gauge', () => {
    const recorded: number[] = [];
    const series = new NumberSeries([], (each) => recorded.push(each));
    series.set(2);
    series.set(value as number);
    expect({ value: series.value, recorded }).toEqual({ value: 2, recorded: [2] });
  });

  test('is in no bucket and no sum of a histogram', () => {
    const recorded: number[] = [];
    const series = new HistogramSeries([], [1, 10], (each) => recorded.push(each));
    series.record(2);
    series.record(value as number);
    expect({ sum: series.sum, counts: [...series.counts], recorded }).toEqual({
      sum: 2,
      counts: [0, 1, 0],
      recorded: [2],
    });
  });
});

test('what would make a counter fall is left to the SDK, which says so', () => {
  const recorded: number[] = [];
  const series = new NumberSeries([], (each) => recorded.push(each));
  series.add(-1);
  expect({ value: series.value, recorded }).toEqual({ value: 0, recorded: [-1] });
});
