import { usedIn } from '../context.ts';
import { processorsBefore } from '../flow.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

/** span_metrics multiplies by the threshold that the sampler notes in the trace state; these do not. */
const COUNTING = ['count', 'service_graph', 'servicegraph'];

export const rule: LintRule = {
  id: 'metrics-after-probabilistic-sampling',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'spans are counted before they are sampled',
  why: 'A count of every tenth span is a tenth of the truth. span_metrics makes up for it where the sampler notes its threshold in the trace state (ot=th); other connectors do not.',
  good: `connectors:
  span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m }
processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }
service:
  pipelines:
    traces: { processors: [memory_limiter, probabilistic_sampler], exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors: { count: {} }
processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }
service:
  pipelines:
    traces:
      processors: [memory_limiter, probabilistic_sampler]
      exporters: [otlp_grpc, count] # here
    metrics: { receivers: [count], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const sampler = processorsBefore(context, pipeline).find(
        ({ component }) => component.type === 'probabilistic_sampler',
      );
      if (!sampler || pipeline.signal === 'metrics') continue;
      for (const { component, place, path, id } of usedIn(context, pipeline, 'exporters'))
        if (COUNTING.includes(component.type))
          yield {
            place,
            path,
            message: `"${id}" counts what ${sampler.id} left; feed it from a pipeline before that`,
          };
    }
  },
};
