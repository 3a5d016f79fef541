import { defineMetric, type Metric } from './metric.ts';
import type { Vector } from './promql/vector.ts';

/** One recorded series: https://prometheus.io/docs/practices/rules/ */
export interface RecordedMetric<Label extends string = string> {
  readonly metric: Metric<'gauge', Label>;
  readonly from: Vector;
  /** Labels that the rule adds to what it reads. */
  readonly adds?: Readonly<Record<string, string>>;
}

/**
 * How often rules record, in seconds. Once a minute is as often as an SDK sends: with 200 services of 30 endpoints the
 * rules of endpoints take seconds of a processor each time.
 */
export const RECORDED_EVERY_SECONDS = 60;

/** A group of recording rules; `prometheus/rules/recorded-<id>.yaml` is made from it. */
export interface Recording {
  /** Equals the file's name. */
  readonly id: string;
  readonly rules: readonly RecordedMetric[];
}

/** A series that a rule records, as a metric that other queries can read. */
export const record = <const Label extends string>(
  prometheusName: string,
  { unit, description }: { readonly unit: string; readonly description: string },
  from: Vector<Label>,
): RecordedMetric<Label> => ({
  metric: defineMetric({
    name: prometheusName,
    unit,
    type: 'gauge',
    prometheusName,
    labels: from.labels,
    origin: 'Prometheus',
    description,
    source: 'https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/',
  }),
  from,
});
