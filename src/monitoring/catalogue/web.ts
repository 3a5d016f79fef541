import { WEB_METRICS } from '../../core/web-metrics.ts';
import { defineMetric, type Metric, type MetricType } from '../metric.ts';
import { type LabelOf, labelOf, prometheusName } from '../prometheus-name.ts';
import { RESOURCE } from './labels.ts';

type Defined = typeof WEB_METRICS;
type ResourceLabel = (typeof RESOURCE)[number];
type Web = {
  readonly [Key in keyof Defined]: Metric<
    Defined[Key]['type'],
    ResourceLabel | LabelOf<Defined[Key]['attributes'][number]>
  >;
};

const metricOf = ({ attributes, ...metric }: Defined[keyof Defined]): Metric<MetricType> =>
  defineMetric<MetricType, string>({
    ...metric,
    prometheusName: prometheusName(metric.name, metric.unit, metric.type),
    labels: [...RESOURCE, ...attributes.map((attribute) => labelOf(attribute))],
    origin: 'Collector, from pages',
    source:
      'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/signaltometricsconnector',
  });

/** Made of what pages send, by the Collector's receiver for browsers. */
export const WEB = Object.fromEntries(
  Object.entries(WEB_METRICS).map(([key, metric]) => [key, metricOf(metric)]),
) as unknown as Web;
