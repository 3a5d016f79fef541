import { defineMetric, type Metric, type MetricText, type MetricType, type Origin } from '../metric.ts';
import { TARGET } from './labels.ts';

/** Metrics of one server that Prometheus scrapes, under the names that it has there. */
export const scrapedMetrics =
  (origin: Origin, source: string) =>
  <const Type extends MetricType, const Label extends string = never>(
    prometheusName: string,
    type: Type,
    text: MetricText,
    labels: readonly Label[] = [],
  ): Metric<Type, (typeof TARGET)[number] | Label> =>
    defineMetric({
      name: prometheusName,
      type,
      ...text,
      prometheusName,
      labels: [...TARGET, ...labels],
      origin,
      source,
    });
