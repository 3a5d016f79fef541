import { countersOf } from '../counting.ts';
import { processorsBefore } from '../flow.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

export const rule: LintRule = {
  id: 'metrics-after-tail-sampling',
  severity: 'error',
  source: TAIL_SAMPLING,
  summary: 'metrics are made of spans before tail sampling',
  why: 'Tail sampling keeps errors and slow requests above all. Rates and latencies made of what it keeps are those of the exceptions, and no factor makes them right again.',
  good: `connectors:
  forward: {}
  span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m }
processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service:
  pipelines:
    traces: { exporters: [forward, span_metrics] }
    traces/sampled: { receivers: [forward], processors: [tail_sampling], exporters: [otlp_grpc] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors: { span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m } }
processors: { tail_sampling: { policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] } }
service:
  pipelines:
    traces:
      processors: [memory_limiter, tail_sampling]
      exporters: [otlp_grpc, span_metrics] # here
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      if (pipeline.signal !== 'traces') continue;
      const sampler = processorsBefore(context, pipeline).find(
        ({ component }) => component.type === 'tail_sampling',
      );
      if (!sampler) continue;
      for (const { place, path, id } of countersOf(context, pipeline))
        yield {
          place,
          path,
          message: `"${id}" counts what ${sampler.id} left; feed it from a pipeline before that`,
        };
    }
  },
};
