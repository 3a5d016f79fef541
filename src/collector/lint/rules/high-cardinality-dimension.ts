import { dimensionsOf } from '../dimensions.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';
import { isUnbounded } from '../unbounded.ts';

export const rule: LintRule = {
  id: 'high-cardinality-dimension',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'metrics are split by attributes that have few values',
  why: 'Every value makes series of its own, which the Collector keeps in memory and the backend stores and charges for. An attribute with a value for each request, user or text has no end of them.',
  good: `connectors: { span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m, dimensions: [{ name: http.route }] } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors:
  span_metrics:
    aggregation_cardinality_limit: 2000
    metrics_expiration: 5m
    dimensions:
      - name: url.full # here
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const { name, place, path } of dimensionsOf(context))
      if (isUnbounded(name))
        yield {
          place,
          path,
          message: `"${name}" has values without end, and each makes new series; leave it to the spans`,
        };
  },
};
