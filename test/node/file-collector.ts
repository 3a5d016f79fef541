import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startCollector } from '../backends/start-collector.ts';

/** A Collector that may go away and come back at the same address; what it gets stays in one file. */
export interface FileCollector {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** How often each span has arrived. */
  spans(): Promise<ReadonlyMap<string, number>>;
  remove(): Promise<void>;
}

const configuration = (folder: string, port: number, health: number): string => `
receivers:
  otlp: { protocols: { http: { endpoint: 127.0.0.1:${port} } } }
exporters:
  file: { path: ${folder}/traces.jsonl, append: true, flush_interval: 50ms }
  nop: {}
extensions:
  health_check: { endpoint: 127.0.0.1:${health}, path: /healthy }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [file] }
    metrics: { receivers: [otlp], exporters: [nop] }
    logs: { receivers: [otlp], exporters: [nop] }
`;

export const createFileCollector = async (binary: string): Promise<FileCollector> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-outage-'));
  const [port = 0, health = 0] = await freePorts(2);
  const config = join(folder, 'collector.yaml');
  await writeFile(config, configuration(folder, port, health));
  let running: RunningServer | undefined;
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
      const text = await readFile(join(folder, 'traces.jsonl'), 'utf8').catch(() => '');
      const counts = new Map<string, number>();
      for (const [, id = ''] of text.matchAll(/"spanId":"([0-9a-f]{16})"/g))
        counts.set(id, (counts.get(id) ?? 0) + 1);
      return counts;
    },
    remove: async () => {
      await running?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
