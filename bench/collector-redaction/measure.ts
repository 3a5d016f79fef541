import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../test/backends/ports.ts';
import { startCollector } from '../../test/backends/start-collector.ts';
import { RECORDS, REQUESTS } from './telemetry.ts';

export type Signal = keyof typeof REQUESTS;

export interface Cost {
  /** Time of a processor, all threads together. */
  readonly cpuMicros: number;
  readonly recordsPerSecond: number;
}

/** Requests on the way at the same time: enough that the Collector does not wait. */
const CONNECTIONS = 4;
const WARM_UP_REQUESTS = 20;

/** Span metrics, sampling and exporters are the same with redaction and without, and not measured. */
const toNowhere = (redacted: boolean): string => {
  const pipeline = `{ exporters: [nop]${redacted ? '' : ', processors: [memory_limiter]'} }`;
  const idle = '{ receivers: [otlp/idle], exporters: [nop] }';
  return `
receivers: { otlp/idle: { protocols: { http: { endpoint: 127.0.0.1:0 } } } }
exporters: { nop: }
service:
  pipelines: { traces: ${pipeline}, logs: ${pipeline}, metrics: ${pipeline}, traces/sampled: ${idle}, metrics/spans: ${idle} }
`;
};

const cpuSeconds = async (port: number): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = /^otelcol_process_cpu_seconds(?:_total)?(?:\{[^}]*\})? (\S+)$/m.exec(text)?.[1];
  if (value === undefined) throw new Error('the Collector does not say how much time it took');
  return Number(value);
};

/** What records of each signal cost in the Collector with this configuration, with its redaction or without. */
export const measure = async (
  binary: string,
  configs: readonly string[],
  redacted: boolean,
  seconds: number,
): Promise<Readonly<Record<Signal, Cost>>> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-bench-'));
  const [grpc, http, health, metrics] = (await freePorts(4)) as [number, number, number, number];
  const override = join(directory, 'to-nowhere.yaml');
  await writeFile(override, toNowhere(redacted));
  const collector = await startCollector({
    binary,
    configs: [...configs, override],
    healthUrl: `http://127.0.0.1:${health}/-/healthy`,
    env: {
      BINNACLE_OTLP_GRPC_ENDPOINT: `127.0.0.1:${grpc}`,
      BINNACLE_OTLP_HTTP_ENDPOINT: `127.0.0.1:${http}`,
      BINNACLE_COLLECTOR_HEALTH_ENDPOINT: `127.0.0.1:${health}`,
      BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
      BINNACLE_QUEUE_DIRECTORY: join(directory, 'queue'),
      BINNACLE_LOGS_DIRECTORY: directory,
    },
  });
  const send = async (signal: Signal): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${http}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: new Uint8Array(REQUESTS[signal]),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}\n${collector.output()}`);
    await response.arrayBuffer();
  };
  const costOf = async (signal: Signal): Promise<Cost> => {
    for (let i = 0; i < WARM_UP_REQUESTS; i++) await send(signal);
    const cpuBefore = await cpuSeconds(metrics);
    const start = performance.now();
    let requests = 0;
    const connection = async (): Promise<void> => {
      while (performance.now() - start < seconds * 1_000) {
        await send(signal);
        requests++;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    const wallSeconds = (performance.now() - start) / 1_000;
    const records = requests * RECORDS;
    return {
      cpuMicros: (((await cpuSeconds(metrics)) - cpuBefore) * 1e6) / records,
      recordsPerSecond: records / wallSeconds,
    };
  };
  try {
    return { traces: await costOf('traces'), logs: await costOf('logs') };
  } finally {
    await collector.stop();
    await rm(directory, { recursive: true, force: true });
  }
};
