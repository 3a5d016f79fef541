import { defineMetric, type MetricType } from '../metric.ts';
import { prometheusName } from '../prometheus-name.ts';
import { RESOURCE } from './labels.ts';

const spanMetric = <const Type extends MetricType>(
  name: string,
  type: Type,
  unit: string,
  description: string,
) =>
  defineMetric({
    name,
    type,
    unit,
    description,
    prometheusName: prometheusName(name, unit, type),
    labels: [
      ...RESOURCE,
      'service_name',
      'span_name',
      'span_kind',
      'status_code',
      'http_request_method',
      'http_route',
      'http_response_status_code',
      'db_system_name',
    ],
    origin: 'Collector, from spans',
    source:
      'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/spanmetricsconnector',
  });

/** Made from every span that reaches the Collector, before it samples. */
export const SPAN_METRICS = {
  spanCalls: spanMetric('traces.span.metrics.calls', 'counter', '1', 'Spans.'),
  spanDuration: spanMetric('traces.span.metrics.duration', 'histogram', 's', 'How long spans took.'),
} as const;
