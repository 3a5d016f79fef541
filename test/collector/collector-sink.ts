import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { accepts, freePorts } from '../backends/ports.ts';
import { startServer } from '../backends/start.ts';
import { requestsOf, type Signal, type Telemetry } from './test-telemetry.ts';

const ARRIVE_MILLIS = 15_000;
const POLL_MILLIS = 50;

/** A Collector that takes OTLP from the one that is tested, and writes it down. */
export interface CollectorSink {
  readonly grpcPort: number;
  readonly httpPort: number;
  /** Folder of configurations and files; removed with the sink. */
  readonly folder: string;
  /** What came with a text in it, such as the name of a service, once all of `texts` came with it. */
  arrived(signal: Signal, key: string, texts: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const configOf = (folder: string, grpc: number, http: number, loki: number): string => `
receivers:
  otlp: { protocols: { grpc: { endpoint: "127.0.0.1:${grpc}" }, http: { endpoint: "127.0.0.1:${http}" } } }
  # Where Loki takes OTLP.
  otlp/loki: { protocols: { http: { endpoint: "127.0.0.1:${loki}", logs_url_path: /otlp/v1/logs } } }
exporters:
  file/traces: { path: ${folder}/traces.jsonl, flush_interval: 20ms }
  file/metrics: { path: ${folder}/metrics.jsonl, flush_interval: 20ms }
  file/logs: { path: ${folder}/logs.jsonl, flush_interval: 20ms }
service:
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [file/traces] }
    metrics: { receivers: [otlp], exporters: [file/metrics] }
    logs: { receivers: [otlp, otlp/loki], exporters: [file/logs] }
`;

export const startSink = async (binary: string): Promise<CollectorSink & { readonly lokiPort: number }> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-sink-'));
  const [grpcPort, httpPort, lokiPort] = (await freePorts(3)) as [number, number, number];
  const config = join(folder, 'sink.yaml');
  await writeFile(config, configOf(folder, grpcPort, httpPort, lokiPort));
  const server = await startServer({
    name: 'sink',
    command: binary,
    args: ['--config', config],
    cwd: folder,
    ready: () => accepts(httpPort),
  });
  const linesWith = async (signal: Signal, key: string): Promise<string> => {
    const text = await readFile(join(folder, `${signal}.jsonl`), 'utf8').catch(() => '');
    return text
      .split('\n')
      .filter((line) => line.includes(`"${key}"`))
      .join('\n');
  };
  return {
    grpcPort,
    httpPort,
    lokiPort,
    folder,
    async arrived(signal, key, texts) {
      let lines = '';
      for (let waited = 0; waited < ARRIVE_MILLIS; waited += POLL_MILLIS) {
        lines = await linesWith(signal, key);
        if (lines !== '' && texts.every((each) => lines.includes(`"${each}"`))) return lines;
        await delay(POLL_MILLIS);
      }
      throw new Error(`${signal} of ${key} did not all arrive (${texts.join(', ')}); what came: ${lines}`);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export interface PassOptions {
  readonly binary: string;
  readonly sink: CollectorSink;
  /** Laid over each other. */
  readonly configs: readonly string[];
  /** Where it takes OTLP over HTTP. */
  readonly httpPort: number;
  readonly service: string;
  readonly send: Telemetry;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a Collector with a configuration, sends, and does something while it runs. Throws what it printed where it does not start. */
export const passThrough = async <Result>(
  { binary, sink, configs, httpPort, service, send, env = {} }: PassOptions,
  then: () => Promise<Result>,
): Promise<Result> => {
  const folder = await mkdtemp(join(sink.folder, 'run-'));
  const paths = await Promise.all(
    configs.map(async (text, index) => {
      const path = join(folder, `${index}.yaml`);
      await writeFile(path, text);
      return path;
    }),
  );
  const collector = await startServer({
    name: 'Collector',
    command: binary,
    args: paths.flatMap((path) => ['--config', path]),
    cwd: folder,
    env,
    ready: () => accepts(httpPort),
  });
  try {
    for (const [signal, request] of requestsOf(service, send)) {
      const response = await fetch(`http://127.0.0.1:${httpPort}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok)
        throw new Error(`${signal}: ${response.status} ${await response.text()}\n${collector.output()}`);
    }
    return await then().catch((error: Error) => {
      throw new Error(`${error.message}\n${collector.output().slice(-2000)}`, { cause: error });
    });
  } finally {
    await collector.stop();
  }
};

/** Does something for each item, a few at a time; results in order. What fails is a result as well. */
export const settleAll = async <Item, Result>(
  items: readonly Item[],
  atOnce: number,
  run: (item: Item) => Promise<Result>,
): Promise<readonly PromiseSettledResult<Result>[]> => {
  const results: PromiseSettledResult<Result>[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      [results[index]] = (await Promise.allSettled([run(items[index] as Item)])) as [
        PromiseSettledResult<Result>,
      ];
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
};
