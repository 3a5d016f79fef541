import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startCollector } from '../backends/start-collector.ts';
import {
  type LogRecord,
  logRecordsOf,
  type MetricPoint,
  metricPointsOf,
  type OtlpJson,
} from './otlp-json.ts';

/** A Collector that may go away and come back at the same address; what it gets stays in files, one a signal. */
export interface FileCollector {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How often each span has arrived. */
  spans(): Promise<ReadonlyMap<string, number>>;
  logRecords(): Promise<readonly LogRecord[]>;
  metricPoints(): Promise<readonly MetricPoint[]>;
  remove(): Promise<void>;
}

const configuration = (folder: string, port: number, health: number): string => `
receivers:
  otlp: { protocols: { http: { endpoint: 127.0.0.1:${port} } } }
exporters:
  file/traces: { path: ${folder}/traces.jsonl, append: true, flush_interval: 50ms }
  file/metrics: { path: ${folder}/metrics.jsonl, append: true, flush_interval: 50ms }
  file/logs: { path: ${folder}/logs.jsonl, append: true, flush_interval: 50ms }
extensions:
  health_check: { endpoint: 127.0.0.1:${health}, path: /healthy }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [file/traces] }
    metrics: { receivers: [otlp], exporters: [file/metrics] }
    logs: { receivers: [otlp], exporters: [file/logs] }
`;

export const createFileCollector = async (binary: string): Promise<FileCollector> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-outage-'));
  const [port = 0, health = 0] = await freePorts(2);
  const config = join(folder, 'collector.yaml');
  await writeFile(config, configuration(folder, port, health));
  let running: RunningServer | undefined;
  const textOf = (file: string): Promise<string> => readFile(join(folder, file), 'utf8').catch(() => '');
  /** The last line may not be whole yet. */
  const documentsOf = async (file: string): Promise<readonly OtlpJson[]> =>
    (await textOf(file))
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as OtlpJson);
  return {
    url: `http://127.0.0.1:${port}`,
    start: async () => {
      running = await startCollector({
        binary,
        configs: [config],
        healthUrl: `http://127.0.0.1:${health}/healthy`,
      });
    },
    stop: async () => running?.stop(),
    spans: async () => {
      const text = await textOf('traces.jsonl');
      const counts = new Map<string, number>();
      for (const [, id = ''] of text.matchAll(/"spanId":"([0-9a-f]{16})"/g))
        counts.set(id, (counts.get(id) ?? 0) + 1);
      return counts;
    },
    logRecords: async () => (await documentsOf('logs.jsonl')).flatMap(logRecordsOf),
    metricPoints: async () => (await documentsOf('metrics.jsonl')).flatMap(metricPointsOf),
    remove: async () => {
      await running?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
