import { expect, test } from '@jest/globals';
import { latestPoints } from '../../../src/collector/case/output/series.ts';

const point = (value: number, more = {}) => ({
  name: 'a',
  type: 'sum',
  temporality: 'cumulative',
  attributes: { x: 1 },
  value,
  ...more,
});

test('of a cumulative series the last point counts', () => {
  expect(latestPoints([point(1), point(3), point(2, { attributes: { x: 2 } })])).toEqual([
    point(3),
    point(2, { attributes: { x: 2 } }),
  ]);
});

test('points with only what was new are added', () => {
  const delta = { temporality: 'delta' };
  expect(latestPoints([point(1, delta), point(3, delta)])).toEqual([point(4, delta)]);
  const histogram = { type: 'histogram', temporality: 'delta', value: undefined };
  const [one] = latestPoints([
    point(0, { ...histogram, count: 1, sum: 2, buckets: [1, 0] }),
    point(0, { ...histogram, count: 2, sum: 3, buckets: [1, 1] }),
  ]);
  expect(one).toMatchObject({ count: 3, sum: 5, buckets: [2, 1] });
});

test('the order of attributes makes no other series', () => {
  const points = [point(1, { attributes: { a: 1, b: 2 } }), point(2, { attributes: { b: 2, a: 1 } })];
  expect(latestPoints(points)).toHaveLength(1);
});
