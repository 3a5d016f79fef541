/** A metric as OpenTelemetry or an exporter names it, and as Prometheus stores it. */
export interface Metric<Type extends MetricType = MetricType, Label extends string = string> {
  /** OpenTelemetry's name; the Prometheus name again where there is no other. */
  readonly name: string;
  /** UCUM, as OpenTelemetry writes units. */
  readonly unit: string;
  readonly type: Type;
  /** For a histogram, what stands before `_bucket`, `_count` and `_sum`. */
  readonly prometheusName: string;
  /** The labels that queries may use; there can be others. */
  readonly labels: readonly Label[];
  /** Who measures it. */
  readonly origin: Origin;
  readonly description: string;
  readonly source: string;
  /** When there is such a metric; always, where this is missing. */
  readonly when?: string;
}

export type MetricType = 'counter' | 'gauge' | 'histogram';

export type Origin =
  | 'SDK'
  | 'Collector, from spans'
  | 'Collector, from pages'
  | 'Collector'
  | 'Prometheus'
  | 'Alertmanager'
  | 'Jaeger'
  | 'node-exporter'
  | 'blackbox-exporter'
  | 'Prober';

/** What a text says about a metric. */
export interface MetricText {
  readonly unit: string;
  readonly description: string;
  readonly when?: string;
}

/** Keeps the literal types, so that a query with another label or kind of metric does not compile. */
export const defineMetric = <const Type extends MetricType, const Label extends string>(
  metric: Metric<Type, Label>,
): Metric<Type, Label> => metric;
