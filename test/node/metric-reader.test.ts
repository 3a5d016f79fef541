import { describe, expect, test } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  AggregationTemporality,
  type AggregationTemporalitySelector,
  MeterProvider,
  MetricReader,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { collectNow } from '../../src/node/exit/collect-now.ts';
import { IntervalReader } from '../../src/node/metric-reader.ts';

type Done = (result: ExportResult) => void;

/** Keeps each export until the test answers it. */
const createExporter = (temporality = AggregationTemporality.CUMULATIVE) => {
  const exported: ResourceMetrics[] = [];
  const open: Done[] = [];
  const exporter: PushMetricExporter = {
    export: (metrics, done) => {
      exported.push(metrics);
      open.push(done);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
    selectAggregationTemporality: () => temporality,
  };
  return { exporter, exported, answer: (code = ExportResultCode.SUCCESS) => open.shift()?.({ code }) };
};

const start = (exporter: PushMetricExporter, options = {}) => {
  const reader = new IntervalReader({
    exporter,
    redact: (metrics) => metrics,
    intervalMillis: 60_000,
    timeoutMillis: 60_000,
    ...options,
  });
  const provider = new MeterProvider({ readers: [reader] });
  return { reader, provider, counter: provider.getMeter('test').createCounter('work') };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

const valuesOf = (metrics: readonly ResourceMetrics[]) =>
  metrics.map(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics).map((each) => each.dataPoints[0]?.value),
  );

describe('IntervalReader', () => {
  test('exports at the interval', async () => {
    const { exporter, exported } = createExporter();
    const { counter } = start(exporter, { intervalMillis: 1 });
    counter.add(2);
    const deadline = performance.now() + 5_000;
    while (exported.length === 0 && performance.now() < deadline) await settle();
    expect(valuesOf(exported)).toEqual([[2]]);
  });

  test('a flush waits for the export under way, then exports what came since', async () => {
    const { exporter, exported, answer } = createExporter();
    const { reader, counter } = start(exporter);
    counter.add(1);
    const first = reader.forceFlush();
    await settle();
    counter.add(1);
    const second = reader.forceFlush();
    await settle();
    expect(valuesOf(exported)).toEqual([[1]]);
    answer();
    await first;
    await settle();
    answer();
    await second;
    expect(valuesOf(exported)).toEqual([[1], [2]]);
  });

  test.each([
    ['never answers', () => {}],
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    [
      'fails',
      (_: unknown, done: Done) => done({ code: ExportResultCode.FAILED, error: new Error('refused') }),
    ],
  ])('goes on where an export %s', async (_, broken) => {
    const { exporter } = createExporter();
    const { reader, counter } = start({ ...exporter, export: broken }, { timeoutMillis: 1 });
    counter.add(1);
    // The time-out does not keep a program, so the test has to.
    const keep = setInterval(() => {}, 10);
    await reader.forceFlush();
    await reader.shutdown();
    clearInterval(keep);
  });

  test('gives at once what was not exported, and exports nothing any more', async () => {
    const { exporter, exported } = createExporter();
    const { reader, counter } = start(exporter);
    counter.add(3);
    expect(valuesOf(reader.takeUnsent(collectNow, false))).toEqual([[3]]);
    counter.add(1);
    await reader.forceFlush();
    expect({ exported, again: reader.takeUnsent(collectNow, false) }).toEqual({ exported: [], again: [] });
  });

  test.each([
    // The sum is in the next one again.
    [AggregationTemporality.CUMULATIVE, [[3]]],
    [AggregationTemporality.DELTA, [[1], [2]]],
  ])('gives what is on its way where it would be lost: temporality %d', async (temporality, expected) => {
    const { exporter } = createExporter(temporality);
    const { reader, counter } = start(exporter);
    counter.add(1);
    void reader.forceFlush();
    await settle();
    counter.add(2);
    expect(valuesOf(reader.takeUnsent(collectNow, true))).toEqual(expected);
  });

  test.each([AggregationTemporality.CUMULATIVE, AggregationTemporality.DELTA])(
    'leaves it at the last export where nothing was counted since: temporality %d',
    async (temporality) => {
      for (const more of [0, 1]) {
        const { exporter, answer } = createExporter(temporality);
        const { reader, provider, counter } = start(exporter);
        provider
          .getMeter('test')
          .createObservableGauge('heap')
          .addCallback((result) => result.observe(Math.random()));
        counter.add(1);
        const flush = reader.forceFlush();
        await settle();
        answer();
        await flush;
        if (more > 0) counter.add(more);
        expect(reader.takeUnsent(collectNow, true)).toHaveLength(more);
      }
    },
  );
});

/** Only collects. */
class Reader extends MetricReader {
  readonly producers: Parameters<MetricReader['setMetricProducer']>[0][] = [];
  override setMetricProducer(producer: Parameters<MetricReader['setMetricProducer']>[0]): void {
    this.producers.push(producer);
    super.setMetricProducer(producer);
  }
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

describe('collectNow', () => {
  const cumulative: AggregationTemporalitySelector = () => AggregationTemporality.CUMULATIVE;
  const delta: AggregationTemporalitySelector = () => AggregationTemporality.DELTA;

  test.each([
    ['cumulative', cumulative],
    ['delta', delta],
  ])("collects what the SDK's own collection does: %s", async (_, aggregationTemporalitySelector) => {
    const readers = [
      new Reader({ aggregationTemporalitySelector }),
      new Reader({ aggregationTemporalitySelector }),
    ];
    const provider = new MeterProvider({ readers });
    const meter = provider.getMeter('one', '1');
    const other = provider.getMeter('two');
    const counter = meter.createCounter('counter', { unit: 's', description: 'of work' });
    const histogram = other.createHistogram('histogram');
    meter.createGauge('gauge').record(0.5, { a: 1 });
    meter.createUpDownCounter('up-down').add(-2);
    meter.createObservableCounter('observed', { valueType: 0 }).addCallback((result) => {
      result.observe(5.7, { a: 'x', b: 'y' });
      result.observe(6.2, { b: 'y', a: 'x' });
      result.observe(1, { a: 'z' });
    });
    other.createObservableGauge('broken').addCallback(() => {
      throw new Error('no value');
    });
    const first = other.createObservableGauge('first');
    const second = other.createObservableUpDownCounter('second');
    other.addBatchObservableCallback(
      async (result) => {
        result.observe(first, 1);
        result.observe(second, 2, { a: 'x' });
      },
      [first, second],
    );
    const plain = (metrics: ResourceMetrics | undefined) =>
      JSON.parse(JSON.stringify(metrics, (key, value) => (/Time$/.test(key) ? undefined : value)));

    for (let round = 0; round < 2; round++) {
      counter.add(2, { a: 'x' });
      histogram.record(7);
      const expected = await readers[0]?.collect();
      const producer = readers[1]?.producers[0];
      expect(producer).toBeDefined();
      expect(plain(producer && collectNow(producer))).toEqual(plain(expected?.resourceMetrics));
    }
  });
});
