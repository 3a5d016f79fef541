import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

export const rule: LintRule = {
  id: 'span-metrics-expiration',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'span_metrics: series end when nothing comes for them any more',
  why: 'The default keeps every series for ever: memory grows with every new version, route and instance, and the numbers of what is long gone are exported again and again.',
  good: `connectors: { span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors:
  span_metrics: # here
    aggregation_cardinality_limit: 2000
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  fixed: `connectors:
  span_metrics: # here
    aggregation_cardinality_limit: 2000
    metrics_expiration: 5m
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const connector of componentsOf(context, 'connectors', 'span_metrics')) {
      const value = effective(connector, ['metrics_expiration']);
      if (value !== 0 && value !== '0' && value !== '0s') continue;
      const path = [...connector.path, 'metrics_expiration'];
      yield {
        place: placeOf(connector, ['metrics_expiration']),
        path,
        message: 'series are kept for ever; set a time, such as 5m',
        fix: [{ do: 'set', path, value: '5m' }],
      };
    }
  },
};
