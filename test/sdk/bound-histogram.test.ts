import { describe, expect, test } from '@jest/globals';
import type { Histogram } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  type Histogram as HistogramValue,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import { bindHistogram } from '../../src/sdk/bound-histogram.ts';

type Sum = Pick<HistogramValue, 'count' | 'sum'>;

const setup = (temporality: AggregationTemporality, readers: number, views: ViewOptions[] = []) => {
  const exporters = Array.from({ length: readers }, () => new InMemoryMetricExporter(temporality));
  const provider = new MeterProvider({
    views,
    readers: exporters.map((exporter) => new PeriodicExportingMetricReader({ exporter })),
  });
  const collect = async () => {
    for (const exporter of exporters) exporter.reset();
    await provider.forceFlush();
    return exporters.map((exporter) =>
      exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .flatMap(({ dataPoints }) => dataPoints as DataPoint<Sum>[])
        .map(
          ({ attributes, value: { count, sum } }) => [Object.values(attributes).join(), count, sum] as const,
        ),
    );
  };
  return { histogram: provider.getMeter('test').createHistogram('h'), collect, provider };
};

describe.each([1, 2])('with %i readers', (readers) => {
  test.each([
    [
      'delta',
      AggregationTemporality.DELTA,
      [
        ['a', 3, 6],
        ['b', 1, 5],
      ],
      [['a', 2, 30]],
    ],
    [
      'cumulative',
      AggregationTemporality.CUMULATIVE,
      [
        ['a', 3, 6],
        ['b', 1, 5],
      ],
      [
        ['a', 5, 36],
        ['b', 1, 5],
      ],
    ],
  ])(
    '%s: each value is counted once, before and after an export',
    async (_name, temporality, first, second) => {
      const { histogram, collect, provider } = setup(temporality, readers);
      const a = bindHistogram(histogram, { key: 'a' });
      const b = bindHistogram(histogram, { key: 'b' });
      for (const value of [1, 2, 3]) a(value);
      b(5);
      expect(await collect()).toEqual(Array.from({ length: readers }, () => first));
      a(10);
      a(20);
      expect(await collect()).toEqual(Array.from({ length: readers }, () => second));
      await provider.shutdown();
    },
  );
});

test('over the limit of sets, values are counted where the SDK counts them', async () => {
  const { histogram, collect, provider } = setup(AggregationTemporality.DELTA, 1, [
    { instrumentName: 'h', aggregationCardinalityLimit: 3 },
  ]);
  for (const key of ['a', 'b', 'c', 'd']) {
    const record = bindHistogram(histogram, { key });
    record(1);
    record(1);
  }
  const [points = []] = await collect();
  expect(points).toHaveLength(3);
  expect(points.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(8);
  await provider.shutdown();
});

test('any other histogram is asked for each value', () => {
  const asked: unknown[] = [];
  const histogram = { record: (...args: unknown[]) => void asked.push(args) } as Histogram;
  const record = bindHistogram(histogram, { key: 'a' });
  record(1);
  record(2);
  expect(asked).toEqual([
    [1, { key: 'a' }],
    [2, { key: 'a' }],
  ]);
});
