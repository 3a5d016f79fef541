import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../backends/ports.ts';
import { startCollector } from '../backends/start-collector.ts';

const SHIPPED = ['collector.yaml', 'redaction.yaml'].map((file) =>
  join(import.meta.dirname, '../../collector', file),
);

/** Everything that the Collector would send on goes to files instead. */
const toFiles = (directory: string): string => `
exporters:
  file/traces: { path: ${directory}/traces.jsonl, flush_interval: 50ms }
  file/metrics: { path: ${directory}/metrics.jsonl, flush_interval: 50ms }
  file/span-metrics: { path: ${directory}/span-metrics.jsonl, flush_interval: 50ms }
service:
  pipelines:
    traces/sampled: { exporters: [file/traces] }
    metrics: { exporters: [file/metrics] }
    metrics/spans: { exporters: [file/span-metrics] }
`;

type Signal = 'traces' | 'metrics' | 'logs';

export interface RedactingCollector {
  /** Sends one OTLP request and returns what comes out of the Collector for it, as text. */
  pass(signal: Signal, request: object): Promise<string>;
  /** The metrics that it made of the spans so far, as text, once there are some. */
  spanMetrics(): Promise<string>;
  stop(): Promise<void>;
}

const textAfter = async (path: string, start: number): Promise<string> =>
  (await readFile(path, 'utf8').catch(() => '')).slice(start);

export interface RedactingCollectorOptions {
  /** In the place of the shipped one. */
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The shipped configuration, or another, in the real Collector. */
export const startRedactingCollector = async (
  binary: string,
  { config, env = {} }: RedactingCollectorOptions = {},
): Promise<RedactingCollector> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-redaction-'));
  const [grpc, http, health, metrics] = await freePorts(4);
  const override = join(directory, 'to-files.yaml');
  await writeFile(override, toFiles(directory));
  const own = join(directory, 'collector.yaml');
  if (config !== undefined) await writeFile(own, config);
  const collector = await startCollector({
    binary,
    configs: [...(config === undefined ? SHIPPED : [own]), override],
    healthUrl: `http://127.0.0.1:${health}/-/healthy`,
    env: {
      BINNACLE_OTLP_GRPC_ENDPOINT: `127.0.0.1:${grpc}`,
      BINNACLE_OTLP_HTTP_ENDPOINT: `127.0.0.1:${http}`,
      BINNACLE_COLLECTOR_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
      BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
      BINNACLE_QUEUE_DIRECTORY: join(directory, 'queue'),
      BINNACLE_LOGS_DIRECTORY: directory,
      BINNACLE_SPAN_METRICS_INTERVAL: '100ms',
      ...env,
    },
  });
  const lineIn = async (path: string, start: number): Promise<string> => {
    for (let tries = 0; tries < 400; tries++) {
      const text = await textAfter(path, start);
      if (text.endsWith('\n')) return text;
      await delay(50);
    }
    throw new Error(`nothing came out:\n${collector.output()}`);
  };
  return {
    async pass(signal, request) {
      const path = join(directory, `${signal}.jsonl`);
      const start = (await textAfter(path, 0)).length;
      const response = await fetch(`http://127.0.0.1:${http}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}\n${collector.output()}`);
      return lineIn(path, start);
    },
    spanMetrics: () => lineIn(join(directory, 'span-metrics.jsonl'), 0),
    stop: () => collector.stop(),
  };
};
