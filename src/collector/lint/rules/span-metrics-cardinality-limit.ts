import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

export const rule: LintRule = {
  id: 'span-metrics-cardinality-limit',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'span_metrics: series are limited in number',
  why: 'Without a limit one attribute with many values fills the memory of the Collector and the disk of the backend. With it, what is too much is counted under otel.metric.overflow.',
  good: `connectors: { span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors:
  span_metrics: # here
    metrics_expiration: 5m
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  fixed: `connectors:
  span_metrics: # here
    metrics_expiration: 5m
    aggregation_cardinality_limit: 2000
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const connector of componentsOf(context, 'connectors', 'span_metrics')) {
      const value = effective(connector, ['aggregation_cardinality_limit']);
      if (value !== 0 && value !== '0' && value !== '0s') continue;
      const path = [...connector.path, 'aggregation_cardinality_limit'];
      yield {
        place: placeOf(connector, ['aggregation_cardinality_limit']),
        path,
        message: 'the number of series has no limit; set one, such as 2000',
        fix: [{ do: 'set', path, value: '2000' }],
      };
    }
  },
};
