import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signal, Telemetry } from '../test-telemetry.ts';

/** A configuration as people wrote it for an old Collector, and what is to become of it. */
export interface Fixture {
  readonly name: string;
  /** The Collector that ran it, where that is to be said. */
  readonly from?: string;
  readonly left?: readonly string[];
  /** Components that the Collector of the tests may not have; nothing is started without them. */
  readonly needs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly send?: Telemetry;
  /** What comes out of it, by signal, and what does not. */
  readonly arrives?: Partial<Record<Signal, readonly string[]>>;
  readonly dropped?: readonly string[];
  /** The Collector still takes the old one as well, so that both have to do the same. */
  readonly oldStartsToo?: true;
}

const SPANS: Telemetry = { spans: [{ name: 'GET /orders' }] };
const LOGS: Telemetry = { logs: [{ body: 'order taken', severity: 9 }] };

export const FIXTURES: readonly Fixture[] = [
  { name: 'agent-0-80', send: SPANS, arrives: { traces: ['GET /orders'] } },
  { name: 'thrift-0-70', send: SPANS, arrives: { traces: ['GET /orders'] } },
  {
    name: 'span-metrics-0-90',
    send: SPANS,
    arrives: { traces: ['GET /orders'], metrics: ['traces.span.metrics.calls', 'GET /orders'] },
  },
  {
    name: 'span-metrics-alone-0-90',
    send: SPANS,
    arrives: { traces: ['GET /orders'], metrics: ['traces.span.metrics.calls', 'GET /orders'] },
  },
  {
    name: 'filters-0-85',
    oldStartsToo: true,
    send: {
      spans: [
        { name: '/health' },
        { name: '/healthz' },
        { name: '/ready?now' },
        { name: '/ready' },
        { name: '/orders' },
        { name: 'both', attributes: { canary: true, tier: 'a' } },
        { name: 'one of two', attributes: { canary: true } },
      ],
      metrics: ['requests', 'errors', 'latency'],
      logs: [
        { body: 'at debug', severity: 5 },
        { body: 'at info', severity: 9 },
        { body: 'without severity' },
        { body: "it's fine", severity: 9 },
        { body: "it's fine, really", severity: 9, attributes: { source: 'noisemaker' } },
      ],
    },
    arrives: {
      traces: ['/ready', '/orders', 'one of two'],
      metrics: ['requests', 'errors'],
      logs: ['at info', 'without severity', "it's fine"],
    },
    dropped: ['/health', '/healthz', '/ready?now', 'both', 'latency', 'at debug', "it's fine, really"],
  },
  { name: 'loki-0-110', send: LOGS, arrives: { logs: ['order taken'] } },
  {
    name: 'variables-0-95',
    from: '0.95.0',
    env: { HOST_ADDRESS: '127.0.0.1', TEAM: 'payments' },
    send: SPANS,
    arrives: { traces: ['payments', 'in $ and payments'] },
  },
  {
    name: 'gateway-0-122',
    send: SPANS,
    arrives: { traces: ['GET /orders'], metrics: ['traces.span.metrics.calls'] },
  },
  { name: 'batches-0-122', send: LOGS, arrives: { logs: ['order taken'] } },
  {
    name: 'kafka-0-120',
    needs: ['kafka'],
    env: { KAFKA_PASSWORD: 'of a test' },
    send: SPANS,
    arrives: { traces: ['GET /orders'] },
  },
  {
    name: 'prometheus-0-140',
    needs: ['prometheus', 'prometheus_remote_write', 'resource_detection', 'metrics_transform'],
    send: { metrics: ['requests'] },
    arrives: { metrics: ['requests.total'] },
  },
  { name: 'kubernetes-0-140' },
  { name: 'service-graph-0-80' },
  {
    name: 'removed',
    left: [
      'receivers.opencensus: is not there any more; have the senders send OTLP, and use the otlp receiver',
      'processors.routing: is not there any more; use the routing connector, which sends to pipelines and not to exporters',
      'exporters.jaeger: is not there any more; Jaeger takes OTLP: "otlp/jaeger", to port 4317 of Jaeger 1.35 or newer',
      'exporters.loki: is not there any more; Loki 3 takes OTLP at /otlp: "otlphttp/loki". Which attributes are labels is said in the configuration of Loki, no longer in loki.*.labels',
      'exporters.carbon: is not there any more; have the backend take OTLP, or Prometheus remote write',
      'exporters.sapm: is not there any more; Splunk takes OTLP: use the otlp_http exporter',
    ],
  },
];

export const readFixture = async (name: string): Promise<{ readonly old: string; readonly now: string }> => {
  const read = (suffix: string): Promise<string> =>
    readFile(join(import.meta.dirname, 'fixtures', `${name}.${suffix}.yaml`), 'utf8');
  return { old: await read('old'), now: await read('new') };
};
