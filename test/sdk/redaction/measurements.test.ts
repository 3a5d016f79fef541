import { describe, expect, test } from '@jest/globals';
import type { MeterProvider as ApiMeterProvider, Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { bindHistogram } from '../../../src/sdk/bound-histogram.ts';
import { guardMeterProvider } from '../../../src/sdk/guarded-providers.ts';
import { createMeasurementRedactor } from '../../../src/sdk/redaction/measurements.ts';
import { createMetricRedactor } from '../../../src/sdk/redaction/metrics.ts';

const redactor = createRedactor();

describe('createMeasurementRedactor', () => {
  const clean = createMeasurementRedactor(() => redactor);

  test.each([
    [
      { route: '/', code: 200, ok: true },
      { route: '/', code: 200, ok: true },
    ],
    [
      { user: 'jo@example.com', code: 1 },
      { user: '[REDACTED:email]', code: 1 },
    ],
    [{ password: 'x' }, { password: 'REDACTED' }],
    [{ pin: 1234 }, { pin: 'REDACTED' }],
    [{ list: ['x', 'jo@example.com'] }, { list: ['x', '[REDACTED:email]'] }],
    [{ 'jo@example.com': 1 }, { '[REDACTED:email]': 1 }],
    [{ long: `${'x'.repeat(1_000)} jo@example.com` }, { long: `${'x'.repeat(1_000)} [REDACTED:email]` }],
    [{ a: undefined, b: 1 }, { b: 1 }],
    [{}, {}],
    ['text', undefined],
    [null, undefined],
  ])('%j', (attributes, expected) => {
    expect(clean(attributes)).toEqual(expected);
    expect(clean(attributes)).toEqual(expected);
  });

  test('gives one frozen record for a set, which the application cannot change any more', () => {
    const attributes: Attributes = { user: 'x' };
    const first = clean(attributes);
    attributes.user = 'jo@example.com';
    expect(first).toEqual({ user: 'x' });
    expect(Object.isFrozen(first)).toBe(true);
    expect(clean({ user: 'x' })).toBe(first);
    expect(clean(attributes)).toEqual({ user: '[REDACTED:email]' });
  });

  test('searches a set once, remembers so many and no more', () => {
    let asked = 0;
    const counting = createMeasurementRedactor(() => {
      asked++;
      return redactor;
    });
    const sets = Array.from({ length: 1_000 }, (_, i) => ({ id: i, kind: 'a' }));
    for (const set of sets) counting(set);
    for (const set of sets) counting(set);
    expect(asked).toBe(1_000);
    // Many others push them out.
    for (let i = 0; i < 20_000; i++) counting({ other: i });
    const before = asked;
    for (const set of sets) counting(set);
    expect(asked).toBe(before + 1_000);
  });
});

const setup = () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const real = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const provider: ApiMeterProvider = guardMeterProvider(
    real,
    () => {},
    createMeasurementRedactor(() => redactor),
  );
  const redact = createMetricRedactor(() => redactor);
  const collect = async () => {
    exporter.reset();
    await real.forceFlush();
    const [metrics] = exporter.getMetrics();
    return metrics && redact(metrics);
  };
  const points = async () =>
    (await collect())?.scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => {
          const count = typeof value === 'number' ? value : (value as { count: number }).count;
          return [descriptor.name, attributes, count];
        }),
      ),
    );
  return { provider, collect, points, stop: () => real.shutdown() };
};

describe('the attributes of measurements', () => {
  const people = [{ user: 'jo@example.com' }, { user: 'mary@example.com' }];

  test('are redacted before they are summed up, so that two series become one', async () => {
    const { provider, points, stop } = setup();
    const meter = provider.getMeter('test');
    const counter = meter.createCounter('added');
    const upDown = meter.createUpDownCounter('moved');
    const histogram = meter.createHistogram('taken');
    const gauge = meter.createGauge('level');
    for (const who of people) {
      counter.add(1, who);
      upDown.add(1, who);
      histogram.record(1, who);
      gauge.record(1, who);
    }
    for (const who of people) {
      const record = bindHistogram(histogram, who);
      for (let i = 0; i < 3; i++) record(1);
    }
    const attributes = { user: '[REDACTED:email]' };
    expect(await points()).toEqual([
      ['added', attributes, 2],
      ['moved', attributes, 2],
      ['taken', attributes, 8],
      ['level', attributes, 1],
    ]);
    await stop();
  });

  test('are redacted where callbacks observe them, alone and in batches, until they are removed', async () => {
    const { provider, points, stop } = setup();
    const meter = provider.getMeter('test');
    const level = meter.createObservableGauge('level');
    const batched = meter.createObservableCounter('batched');
    const observe = (result: { observe(value: number, attributes: Attributes): void }) =>
      result.observe(7, { user: 'jo@example.com' });
    const observeBatch: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) =>
      result.observe(batched, 9, { user: 'jo@example.com' });
    level.addCallback(observe);
    meter.addBatchObservableCallback(observeBatch, [batched]);
    const attributes = { user: '[REDACTED:email]' };
    expect(await points()).toEqual([
      ['level', attributes, 7],
      ['batched', attributes, 9],
    ]);
    level.removeCallback(observe);
    meter.removeBatchObservableCallback(observeBatch, [batched]);
    level.addCallback((result) => result.observe(1));
    expect(await points()).toContainEqual(['level', {}, 1]);
    await stop();
  });
});

test('names, descriptions, units and scopes are redacted, and two metrics stay two', async () => {
  const { provider, collect, stop } = setup();
  const meter = provider.getMeter('of jo@example.com', 'jo@example.com', {
    schemaUrl: 'https://h?token=hunter2',
  });
  for (const name of ['sent to jo@example.com', 'sent to mary@example.com', 'fine'])
    meter.createCounter(name, { description: 'for jo@example.com', unit: '{jo@example.com}' }).add(1);
  const first = await collect();
  const { scope, metrics } = first?.scopeMetrics[0] ?? {};
  expect(scope).toMatchObject({
    name: 'of [REDACTED:email]',
    version: '[REDACTED:email]',
    schemaUrl: expect.not.stringContaining('hunter2'),
  });
  expect(metrics?.map(({ descriptor: { name, description, unit } }) => [name, description, unit])).toEqual([
    ['sent to [REDACTED:email]', 'for [REDACTED:email]', '{[REDACTED:email]}'],
    ['sent to [REDACTED:email]_2', 'for [REDACTED:email]', '{[REDACTED:email]}'],
    ['fine', 'for [REDACTED:email]', '{[REDACTED:email]}'],
  ]);
  const second = await collect();
  expect(second?.scopeMetrics[0]?.metrics.map(({ descriptor }) => descriptor.name)).toEqual(
    metrics?.map(({ descriptor }) => descriptor.name),
  );
  await stop();
});
