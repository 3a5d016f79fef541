import { expect, test } from '@jest/globals';
import type { Attributes } from '@opentelemetry/api';
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { guardMeterProvider } from '../../src/sdk/guarded-providers.ts';

const { CUMULATIVE, DELTA } = AggregationTemporality;

class Reader extends MetricReader {
  async onForceFlush(): Promise<void> {}
  async onShutdown(): Promise<void> {}
}

const readerOf = (temporality: AggregationTemporality, limit: number): Reader =>
  new Reader({ aggregationTemporalitySelector: () => temporality, cardinalitySelector: () => limit });

const start = (...readers: Reader[]) => {
  const overflows: [metric: string, ofReader: number][] = [];
  const provider = guardMeterProvider(
    new MeterProvider({ readers }),
    () => {},
    undefined,
    (...overflow) => overflows.push(overflow),
  );
  return { meter: provider.getMeter('test'), overflows };
};

/** The value of each series by its attribute `id`; `overflow` for that of the overflow. */
const collect = async (reader: Reader): Promise<Record<string, unknown>> => {
  const { resourceMetrics } = await reader.collect();
  const points = resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
    metrics.flatMap(({ dataPoints }) => dataPoints as readonly { attributes: Attributes; value: unknown }[]),
  );
  return Object.fromEntries(
    points.map(({ attributes, value }) => [
      String(attributes.id ?? (attributes['otel.metric.overflow'] && 'overflow')),
      typeof value === 'object' ? (value as { count: number }).count : value,
    ]),
  );
};

test('a running total has no more series after many collections', async () => {
  const reader = readerOf(CUMULATIVE, 3);
  const { meter, overflows } = start(reader);
  const counter = meter.createCounter('work');
  for (const id of ['a', 'b', 'c']) counter.add(1, { id });
  expect(await collect(reader)).toEqual({ a: 1, b: 1, overflow: 1 });
  // One that is beyond comes first, so that the known ones find the storage of the new interval filled.
  for (const id of ['d', 'e', 'b', 'a', 'c']) counter.add(10, { id });
  expect(await collect(reader)).toEqual({ a: 11, b: 11, overflow: 31 });
  expect(overflows).toEqual([1, 2, 3, 4].map((count) => ['work', count]));
});

test('sums since the last collection begin anew', async () => {
  const reader = readerOf(DELTA, 3);
  const { meter, overflows } = start(reader);
  const histogram = meter.createHistogram('time');
  for (const id of ['a', 'b', 'c', 'c']) histogram.record(1, { id });
  expect(await collect(reader)).toEqual({ a: 1, b: 1, overflow: 2 });
  for (const id of ['c', 'd']) histogram.record(1, { id });
  expect(await collect(reader)).toEqual({ c: 1, d: 1 });
  expect(overflows).toHaveLength(2);
});

test('each reader has a limit of its own, and the same instrument is limited once', async () => {
  const [small, large] = [readerOf(CUMULATIVE, 2), readerOf(CUMULATIVE, 4)];
  const { meter, overflows } = start(small, large);
  for (const id of ['a', 'b', 'c', 'd']) meter.createUpDownCounter('size').add(1, { id });
  expect(await collect(small)).toEqual({ a: 1, overflow: 3 });
  expect(await collect(large)).toEqual({ a: 1, b: 1, c: 1, overflow: 1 });
  expect(overflows.map(([, count]) => count).sort()).toEqual([1, 1, 2, 3]);
});

test('what is observed beyond the limit is told', async () => {
  const reader = readerOf(CUMULATIVE, 3);
  const { meter, overflows } = start(reader);
  meter.createObservableGauge('heat').addCallback((result) => {
    for (const id of ['a', 'b', 'c', 'd']) result.observe(1, { id });
  });
  expect(await collect(reader)).toMatchObject({ a: 1, b: 1 });
  expect(overflows).toEqual([
    ['heat', 1],
    ['heat', 2],
  ]);
  expect(Object.keys(await collect(reader))).toHaveLength(3);
});
