import { METRICS, type Metric } from '../../src/monitoring/index.ts';

/** The names under which Prometheus stores a metric. */
export const storedNames = ({ prometheusName: name, type }: Metric): string[] =>
  type === 'histogram' ? [`${name}_count`, `${name}_sum`, `${name}_bucket`] : [name];

/** The metric of the catalogue that a stored name belongs to. */
export const metricOf: ReadonlyMap<string, Metric> = new Map(
  Object.values(METRICS).flatMap((metric: Metric) =>
    storedNames(metric).map((name) => [name, metric] as const),
  ),
);
