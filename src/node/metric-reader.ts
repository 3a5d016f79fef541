import { context, diag } from '@opentelemetry/api';
import {
  type ExportResult,
  ExportResultCode,
  globalErrorHandler,
  suppressTracing,
} from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type CollectionResult,
  DataPointType,
  type InstrumentType,
  type MetricData,
  type MetricProducer,
  MetricReader,
  type PeriodicExportingMetricReaderOptions,
  type PushMetricExporter,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { MetricRedactor } from '../sdk/redaction/metrics.ts';
import { splitMetrics } from '../sdk/split-metrics.ts';
import { reasonOf } from './diagnostics.ts';
import { pendingResourceOf } from './growing-resource.ts';

export interface IntervalReaderOptions {
  readonly exporter: PushMetricExporter;
  /** An export waits until it is known. */
  readonly resource?: Resource;
  /** Applied to whatever is collected. */
  readonly redact: MetricRedactor;
  readonly intervalMillis: number;
  /** Of one export, and of the asynchronous callbacks before it. */
  readonly timeoutMillis: number;
  /** Most series of one instrument, by its kind. */
  readonly cardinalityLimits?: PeriodicExportingMetricReaderOptions['cardinalityLimits'];
  /** Most data points of one export. */
  readonly maxExportBatchSize?: number | undefined;
}

/** Default of the SDK: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#configuration-1 */
const CARDINALITY_LIMIT = 2_000;

/** The names of `cardinalityLimits` are those of the kinds in camel case. */
const limitOf = (type: InstrumentType, limits: IntervalReaderOptions['cardinalityLimits']): number => {
  const name = type.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return limits?.[name as keyof typeof limits] ?? limits?.default ?? CARDINALITY_LIMIT;
};

const countOf = ({ dataPoints, dataPointType }: MetricData): number =>
  dataPointType === DataPointType.SUM || dataPointType === DataPointType.GAUGE
    ? dataPoints.reduce((sum, { value }) => sum + (value as number), 0)
    : dataPoints.reduce((sum, { value }) => sum + (value as { count: number }).count, 0);

/** The SDK's descriptor of an instrument says more than its type tells. */
const isObserved = ({ descriptor }: MetricData): boolean =>
  String((descriptor as { type?: unknown }).type).startsWith('OBSERVABLE');

/** What counts the export itself and collections of garbage, which go on when the application has nothing to say. */
const RESTLESS_SCOPES: ReadonlySet<string> = new Set([
  'binnacle',
  '@opentelemetry/instrumentation-runtime-node',
]);

/**
 * A number that changes when the application counts or measures something. What is observed is no part of it: a heap
 * has another size each time.
 */
const activityOf = ({ scopeMetrics }: ResourceMetrics): number => {
  let activity = 0;
  for (const { scope, metrics } of scopeMetrics) {
    if (RESTLESS_SCOPES.has(scope.name)) continue;
    for (const metric of metrics) if (!isObserved(metric)) activity += countOf(metric);
  }
  return activity;
};

const isDelta = ({ scopeMetrics }: ResourceMetrics): boolean =>
  scopeMetrics.some(({ metrics }) =>
    metrics.some(({ aggregationTemporality }) => aggregationTemporality === AggregationTemporality.DELTA),
  );

/** Rejects when the time is over, and does not keep the program until then. */
const within = <T>(work: Promise<T>, millis: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Timeout')), millis).unref();
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
};

/**
 * Collects and exports metrics at an interval. The project's own, because the timers of the SDK's reader hold the
 * program while an export hangs, and because nothing of that one can be had when the process ends at once.
 */
export class IntervalReader extends MetricReader {
  readonly #options: IntervalReaderOptions;
  #producer: MetricProducer | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #onItsWay: ResourceMetrics | undefined;
  #exported: number | undefined;
  #isHeld = false;
  #isTaken = false;

  constructor(options: IntervalReaderOptions) {
    const { exporter } = options;
    super({
      aggregationSelector: (type) => exporter.selectAggregation?.(type) ?? { type: 0 },
      aggregationTemporalitySelector: (type) =>
        exporter.selectAggregationTemporality?.(type) ?? AggregationTemporality.CUMULATIVE,
      cardinalitySelector: (type) => limitOf(type, options.cardinalityLimits),
      // https://opentelemetry.io/docs/specs/semconv/registry/attributes/otel/
      otelComponentType: 'periodic_metric_reader',
    });
    this.#options = options;
  }

  override setMetricProducer(producer: MetricProducer): void {
    this.#producer = producer;
    super.setMetricProducer(producer);
  }

  override async collect(options?: Parameters<MetricReader['collect']>[0]): Promise<CollectionResult> {
    const { resourceMetrics, errors } = await super.collect(options);
    return { resourceMetrics: this.#options.redact(resourceMetrics), errors };
  }

  protected override onInitialized(): void {
    this.#timer = setInterval(() => void this.#run(), this.#options.intervalMillis).unref();
  }

  protected override async onForceFlush(): Promise<void> {
    await this.#running;
    await this.#run();
    await this.#options.exporter.forceFlush();
  }

  protected override async onShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.onForceFlush();
    await this.#options.exporter.shutdown();
  }

  /** Begins no export any more. */
  hold(): void {
    this.#isHeld = true;
    clearInterval(this.#timer);
  }

  /**
   * What was not delivered, collected at once, for the caller to send.
   *
   * @param collectNow is given what the SDK's collections are made from
   * @param ifCounted leaves it at the last export, where since then nothing was counted
   */
  takeUnsent(
    collectNow: (producer: MetricProducer) => ResourceMetrics,
    ifCounted: boolean,
  ): ResourceMetrics[] {
    if (this.#isTaken || !this.#producer) return [];
    this.#isTaken = true;
    this.hold();
    // A sum since the start is in the next collection again, one since the last collection is not.
    const lost = this.#onItsWay && isDelta(this.#onItsWay) ? this.#batches(this.#onItsWay) : [];
    const current = this.#options.redact(collectNow(this.#producer));
    const isKnown = ifCounted && activityOf(current) === (isDelta(current) ? 0 : this.#exported);
    return isKnown || current.scopeMetrics.length === 0 ? lost : [...lost, ...this.#batches(current)];
  }

  /** One at a time: a call while one is under way waits for that. */
  #run(): Promise<void> {
    if (this.#isHeld) return Promise.resolve();
    this.#running ??= this.#export()
      .catch(globalErrorHandler)
      .finally(() => {
        this.#running = undefined;
        this.#onItsWay = undefined;
      });
    return this.#running;
  }

  async #export(): Promise<void> {
    const { exporter, timeoutMillis } = this.#options;
    // Before the collection, which would be nobody's while it waits.
    const pending = pendingResourceOf(this.#options);
    if (pending) await pending;
    const { resourceMetrics, errors } = await within(this.collect(), timeoutMillis);
    for (const error of errors) diag.error(`a metric cannot be observed: ${reasonOf(error)}`);
    if (resourceMetrics.scopeMetrics.length === 0 || this.#isHeld) return;
    this.#onItsWay = resourceMetrics;
    const activity = activityOf(resourceMetrics);
    let failure: Error | undefined;
    for (const batch of this.#batches(resourceMetrics)) {
      const exported = new Promise<ExportResult>((resolve) => {
        context.with(suppressTracing(context.active()), () => exporter.export(batch, resolve));
      });
      const { code, error } = await within(exported, timeoutMillis);
      if (code !== ExportResultCode.SUCCESS) failure = error ?? new Error('metrics could not be exported');
    }
    // Where it failed as well: who exports knows what to do with it.
    this.#exported = activity;
    if (failure) throw failure;
  }

  #batches(metrics: ResourceMetrics): ResourceMetrics[] {
    const { maxExportBatchSize } = this.#options;
    return maxExportBatchSize === undefined ? [metrics] : splitMetrics(metrics, maxExportBatchSize);
  }
}
