import {
  type Attributes,
  type Counter,
  diag,
  type Meter,
  type MetricOptions,
  metrics,
} from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';
import type { Signal } from './exporters/otlp-target.ts';

/** Names and units: https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/ */
const NAMES: Readonly<Record<Signal, { readonly part: string; readonly unit: string }>> = {
  traces: { part: 'span', unit: '{span}' },
  metrics: { part: 'metric_data_point', unit: '{data_point}' },
  logs: { part: 'log', unit: '{log_record}' },
};

let meter: Meter | undefined;
const counters = new Map<string, Counter>();

/** Takes a meter for what Binnacle says of itself; a provider that has been shut down gives none without a warning. */
export const startSelfMetrics = (): void => {
  meter = metrics.getMeter('binnacle', VERSION);
  counters.clear();
};

/** Made when there is first something to count. */
const count = (name: string, options: MetricOptions, items: number, attributes: Attributes): void => {
  const counter = counters.get(name) ?? meter?.createCounter(name, options);
  if (!counter) return;
  counters.set(name, counter);
  counter.add(items, attributes);
};

/** Counts items that a batcher has given to its exporter or, with an `error.type`, has dropped. */
export const countProcessed = (signal: Signal, items: number, errorType?: string): void => {
  const { part, unit } = NAMES[signal];
  const type = `batching_${part}_processor`;
  const description = 'What has been given to an exporter or, with an error.type, has been dropped before';
  count(`otel.sdk.processor.${part}.processed`, { unit, description }, items, {
    'otel.component.type': type,
    'otel.component.name': `${type}/0`,
    ...(errorType !== undefined && { 'error.type': errorType }),
  });
};

/** `otlp_http_span_exporter`, `otlp_grpc_log_exporter`, … as the conventions name them. */
export const exporterAttributes = (
  signal: Signal,
  protocol: string,
  url: string,
  lane: number,
): Attributes => {
  const way = { grpc: 'grpc', 'http/json': 'http_json', 'http/protobuf': 'http' }[protocol] ?? 'http';
  const part = signal === 'metrics' ? 'metric' : NAMES[signal].part;
  const type = `otlp_${way}_${part}_exporter`;
  const { hostname, port, protocol: scheme } = new URL(/^\w+:\/\//.test(url) ? url : `http://${url}`);
  return {
    'otel.component.type': type,
    'otel.component.name': `${type}/${lane}`,
    'server.address': hostname,
    'server.port': Number(port) || (scheme === 'https:' ? 443 : 80),
  };
};

/** Counts items that were delivered or, with an `error.type`, lost. */
export const countExported = (
  signal: Signal,
  items: number,
  attributes: Attributes,
  errorType?: string,
): void => {
  if (items <= 0) return;
  const { part, unit } = NAMES[signal];
  const description = 'What the Collector has taken or, with an error.type, was lost';
  const all = errorType === undefined ? attributes : { ...attributes, 'error.type': errorType };
  count(`otel.sdk.exporter.${part}.exported`, { unit, description }, items, all);
};

const OVERFLOWS = 'binnacle.metric.overflows';

/** By the name of the metric. Of several readers the one that had to leave out the most counts. */
const overflows = new Map<string, number>();

const observeOverflows = (): void => {
  const unit = '{measurement}';
  const description =
    'Measurements that were counted together, with otel.metric.overflow, because their metric had as many series as it may have';
  meter?.createObservableCounter(OVERFLOWS, { unit, description }).addCallback((result) => {
    for (const [metric, measurements] of overflows)
      result.observe(measurements, { 'binnacle.metric.name': metric });
  });
};

/** Counts measurements of series beyond the limit, and says once of each metric that it has too many. */
export const countOverflow = (metric: string, measurements: number): void => {
  if (metric === OVERFLOWS) return;
  const before = overflows.get(metric);
  if (overflows.size === 0) observeOverflows();
  overflows.set(metric, Math.max(before ?? 0, measurements));
  if (before !== undefined) return;
  diag.warn(
    `${metric} has more series than it may have; the rest is counted together, with otel.metric.overflow. BINNACLE_MAX_METRIC_SERIES allows more`,
  );
};
