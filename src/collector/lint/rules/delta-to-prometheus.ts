import { type Component, effective, usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

/** What makes sums of the difference since the last time. */
const makesDelta = (component: Component): boolean =>
  ['count', 'signal_to_metrics'].includes(component.type) ||
  (component.type === 'span_metrics' &&
    effective(component, ['aggregation_temporality']) === 'AGGREGATION_TEMPORALITY_DELTA');

export const rule: LintRule = {
  id: 'delta-to-prometheus',
  severity: 'error',
  source: contribSource('exporter/prometheusremotewriteexporter'),
  summary: 'Prometheus gets cumulative sums',
  why: 'prometheus_remote_write drops sums and histograms that are not cumulative, without an error. A deltatocumulative processor adds them up.',
  good: `connectors: { count: {} }
processors: { deltatocumulative: {} }
exporters: { prometheus_remote_write: { endpoint: "http://127.0.0.1:9090/api/v1/write" } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, count] }
    metrics: { receivers: [count], processors: [deltatocumulative], exporters: [prometheus_remote_write] }`,
  bad: `connectors: { count: {} }
exporters: { prometheus_remote_write: { endpoint: "http://127.0.0.1:9090/api/v1/write" } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, count] }
    metrics: # here
      receivers: [count]
      exporters: [prometheus_remote_write]
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const maker = usedIn(context, pipeline, 'receivers').find(
        ({ component }) => component.kind === 'connectors' && makesDelta(component),
      );
      const writer = usedIn(context, pipeline, 'exporters').find(
        ({ component }) => component.type === 'prometheus_remote_write',
      );
      const isSummed = usedIn(context, pipeline, 'processors').some(
        ({ component }) => component.type === 'deltatocumulative',
      );
      if (maker && writer && !isSummed)
        yield {
          place: pipeline.key,
          path: pipeline.path,
          message: `"${maker.id}" makes delta sums, which "${writer.id}" drops; put a deltatocumulative processor between`,
        };
    }
  },
};
