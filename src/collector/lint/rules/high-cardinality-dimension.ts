import { dimensionsOf } from '../dimensions.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

/** Attributes of the semantic conventions, and their former names, that have a value for every request, person or text. */
const UNBOUNDED = new Set([
  'url.full',
  'url.path',
  'url.query',
  'url.original',
  'http.url',
  'http.target',
  'db.query.text',
  'db.statement',
  'client.address',
  'client.port',
  'network.peer.address',
  'network.peer.port',
  'net.peer.ip',
  'net.sock.peer.addr',
  'http.client_ip',
  'user_agent.original',
  'http.user_agent',
  'exception.message',
  'exception.stacktrace',
  'enduser.id',
  'user.email',
  'user.name',
  'thread.id',
  'process.pid',
  'trace_id',
  'span_id',
  'ip',
  'email',
]);

/** Ids that are few: of what runs, not of what it works on. */
const BOUNDED_IDS =
  /^(service\.instance|container|host|k8s\.|cloud\.|faas|deployment|collector\.instance|tenant|region)/;

const isUnbounded = (name: string): boolean =>
  UNBOUNDED.has(name) ||
  (/(^|[._-])(id|uuid|guid)$/i.test(name) && !BOUNDED_IDS.test(name)) ||
  /^(?:\w+\.)?(user|order|session|request|transaction|customer|message|correlation)[._]?id$/i.test(name);

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
