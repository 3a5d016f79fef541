import { expect, test } from '@jest/globals';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { splitMetrics } from '../../src/sdk/split-metrics.ts';

const scope = (name: string, metrics: Readonly<Record<string, readonly number[]>>) => ({
  scope: { name },
  metrics: Object.entries(metrics).map(([metric, dataPoints]) => ({
    descriptor: { name: metric },
    dataPoints,
  })),
});
const all = {
  resource: {},
  scopeMetrics: [scope('one', { a: [1, 2, 3], b: [4] }), scope('two', { c: [5, 6, 7, 8, 9] })],
} as unknown as ResourceMetrics;

const shown = (batches: readonly ResourceMetrics[]) =>
  batches.map(({ scopeMetrics }) =>
    scopeMetrics.map(({ scope: { name }, metrics }) => [
      name,
      ...metrics.map(({ descriptor, dataPoints }) => `${descriptor.name}: ${dataPoints.join(' ')}`),
    ]),
  );

test.each([
  [
    100,
    [
      [
        ['one', 'a: 1 2 3', 'b: 4'],
        ['two', 'c: 5 6 7 8 9'],
      ],
    ],
  ],
  [
    9,
    [
      [
        ['one', 'a: 1 2 3', 'b: 4'],
        ['two', 'c: 5 6 7 8 9'],
      ],
    ],
  ],
  [4, [[['one', 'a: 1 2 3', 'b: 4']], [['two', 'c: 5 6 7 8']], [['two', 'c: 9']]]],
  [
    2,
    [
      [['one', 'a: 1 2']],
      [['one', 'a: 3', 'b: 4']],
      [['two', 'c: 5 6']],
      [['two', 'c: 7 8']],
      [['two', 'c: 9']],
    ],
  ],
])('in batches of %d data points', (size, expected) => {
  expect(shown(splitMetrics(all, size))).toEqual(expected);
});
