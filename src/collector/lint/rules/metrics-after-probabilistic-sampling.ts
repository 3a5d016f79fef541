import { countersOf, makesUp } from '../counting.ts';
import { processorsBefore } from '../flow.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

export const rule: LintRule = {
  id: 'metrics-after-probabilistic-sampling',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'spans are counted before they are sampled',
  why: 'A count of every tenth span is a tenth of the truth. span_metrics makes up for it where the sampler notes its threshold in the trace state (ot=th); signal_to_metrics does where its values say AdjustedCount(), and other connectors do not.',
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
      for (const counter of countersOf(context, pipeline)) {
        if (makesUp(counter, pipeline)) continue;
        const { place, path, id, component } = counter;
        const other =
          component.type === 'signal_to_metrics' && pipeline.signal === 'traces'
            ? ', or let its metrics count AdjustedCount()'
            : '';
        yield {
          place,
          path,
          message: `"${id}" counts what ${sampler.id} left; feed it from a pipeline before that${other}`,
        };
      }
    }
  },
};
