import { describe, expect, test } from '@jest/globals';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { guardLoggerProvider, guardMeterProvider } from '../../src/sdk/guarded-providers.ts';

const throwing = {
  get name(): string {
    throw new Error('a getter');
  },
};

describe('guardMeterProvider', () => {
  test.each(['createCounter', 'createUpDownCounter', 'createHistogram', 'createGauge'] as const)(
    'what %s makes takes anything, and measures what it can',
    async (factory) => {
      const faults: string[] = [];
      const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
      const reader = new PeriodicExportingMetricReader({ exporter });
      const provider = guardMeterProvider(new MeterProvider({ readers: [reader] }), (method) =>
        faults.push(method),
      );
      const instrument = provider.getMeter('test')[factory]('orders') as unknown as Record<
        'add' | 'record',
        ((value: unknown, attributes?: unknown) => void) | undefined
      >;
      for (const value of [1, Symbol('one'), throwing]) {
        instrument.add?.(value);
        instrument.record?.(value);
      }
      await provider.forceFlush();
      expect(faults.length).toBeGreaterThan(0);
      const metrics = exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((each) => each.metrics));
      await provider.shutdown();
      expect(metrics.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints.length])).toEqual([
        ['orders', 1],
      ]);
    },
  );
});

describe('guardLoggerProvider', () => {
  test('a logger takes anything, and is the same each time', () => {
    const faults: string[] = [];
    const provider = guardLoggerProvider(new LoggerProvider(), (method) => faults.push(method));
    const logger = provider.getLogger('test');
    expect(provider.getLogger('test')).toBe(logger);
    logger.emit(null as never);
    logger.emit({ body: 'well' });
    expect(faults).toEqual(['emit']);
  });
});
