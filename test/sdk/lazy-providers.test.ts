import { describe, expect, jest, test } from '@jest/globals';
import type { Histogram } from '@opentelemetry/api';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { bindHistogram } from '../../src/sdk/bound-histogram.ts';
import { instrumentOf } from '../../src/sdk/lazy-instrument.ts';
import { createLazyLoggerProvider } from '../../src/sdk/lazy-logger-provider.ts';
import { createLazyMeterProvider } from '../../src/sdk/lazy-meter-provider.ts';
import { createLazyProvider } from '../../src/sdk/lazy-provider.ts';

class Reader extends MetricReader {
  async onForceFlush(): Promise<void> {}
  async onShutdown(): Promise<void> {}
}

const createMetrics = () => {
  const reader = new Reader();
  let made = 0;
  const lazy = createLazyProvider(() => {
    made++;
    return new MeterProvider({ readers: [reader] });
  });
  const collected = async () => {
    const { resourceMetrics } = await reader.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints.length]),
    );
  };
  return { lazy, provider: createLazyMeterProvider(lazy), made: () => made, collected };
};

describe('createLazyMeterProvider', () => {
  test('nothing is made for meters and instruments, for a flush or for the end', async () => {
    const { provider, made } = createMetrics();
    const meter = provider.getMeter('test');
    meter.createCounter('orders');
    meter.createHistogram('duration');
    await provider.forceFlush();
    await provider.shutdown();
    meter.createCounter('late').add(1);
    expect(made()).toBe(0);
  });

  test.each([
    ['createCounter', 'add'],
    ['createUpDownCounter', 'add'],
    ['createHistogram', 'record'],
    ['createGauge', 'record'],
  ] as const)('the first measurement of %s counts', async (factory, method) => {
    const { provider, made, collected } = createMetrics();
    const instrument = provider.getMeter('test')[factory]('orders') as unknown as Record<
      'add' | 'record',
      (value: number) => void
    >;
    instrument[method](1);
    instrument[method](2);
    expect(made()).toBe(1);
    expect(await collected()).toEqual([['orders', 1]]);
  });

  test.each(['createObservableCounter', 'createObservableUpDownCounter', 'createObservableGauge'] as const)(
    'what %s makes is asked',
    async (factory) => {
      const { provider, collected } = createMetrics();
      provider
        .getMeter('test')
        [factory]('size')
        .addCallback((result) => result.observe(1));
      expect(await collected()).toEqual([['size', 1]]);
    },
  );

  test('a batch of instruments is asked until it is taken out', async () => {
    const { provider, collected } = createMetrics();
    const meter = provider.getMeter('test');
    const gauge = meter.createObservableGauge('size');
    let calls = 0;
    const callback = () => {
      calls++;
    };
    meter.addBatchObservableCallback(callback, [gauge]);
    await collected();
    meter.removeBatchObservableCallback(callback, [gauge]);
    await collected();
    expect(calls).toBe(1);
  });

  test('a meter from before measures after the provider was made, and is silent after its end', async () => {
    const { lazy, provider, collected } = createMetrics();
    const early = provider.getMeter('early');
    const counter = early.createCounter('first');
    lazy.made();
    counter.add(1);
    early.createCounter('second').add(1);
    provider.getMeter('late').createCounter('third').add(1);
    expect((await collected()).map(([name]) => name)).toEqual(['first', 'second', 'third']);
    await provider.shutdown();
    expect(() => early.createCounter('fourth').add(1)).not.toThrow();
  });

  test('what cannot be made is not the fault of whoever measures', () => {
    const { provider } = createMetrics();
    const counter = provider.getMeter('test').createCounter(Symbol('orders') as never);
    expect(() => counter.add(1)).not.toThrow();
  });

  test('options are those of the moment when an instrument was asked for', async () => {
    const { provider, collected } = createMetrics();
    const options = { unit: 's' };
    const counter = provider.getMeter('test').createCounter('orders', options);
    options.unit = 'ms';
    counter.add(1);
    expect(await collected()).toEqual([['orders', 1]]);
    expect(instrumentOf(counter)).toHaveProperty('_descriptor.unit', 's');
  });

  test('what looks inside of an instrument finds the one that it stands for', () => {
    const { provider } = createMetrics();
    const counter = provider.getMeter('test').createCounter('orders');
    expect(instrumentOf(counter)).toHaveProperty('_writableMetricStorage');
    expect(instrumentOf(instrumentOf(counter))).toBe(instrumentOf(counter));
  });

  test('a bound histogram finds its sum without the attributes, as that of the SDK does', () => {
    const { provider } = createMetrics();
    const histogram = provider.getMeter('test').createHistogram('duration');
    const record = bindHistogram(histogram, { route: '/' });
    record(1);
    const asked = jest.spyOn(instrumentOf(histogram) as Histogram, 'record');
    record(2);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('createLazyLoggerProvider', () => {
  const createLogs = () => {
    const exporter = new InMemoryLogRecordExporter();
    const lazy = createLazyProvider(
      () => new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }),
    );
    const bodies = () => exporter.getFinishedLogRecords().map(({ body }) => body);
    return { lazy, provider: createLazyLoggerProvider(lazy), bodies };
  };

  test('nothing is made for a logger; the first record arrives', () => {
    const { lazy, provider, bodies } = createLogs();
    const logger = provider.getLogger('test');
    expect(lazy.current()).toBeUndefined();
    logger.emit({ body: 'first' });
    provider.getLogger('test').emit({ body: 'second' });
    expect(bodies()).toEqual(['first', 'second']);
    expect(logger.enabled()).toBe(true);
  });

  test('after the end nothing is made any more', async () => {
    const { lazy, provider, bodies } = createLogs();
    const logger = provider.getLogger('test');
    await provider.shutdown();
    logger.emit({ body: 'late' });
    expect(lazy.current()).toBeUndefined();
    expect(bodies()).toEqual([]);
  });
});
