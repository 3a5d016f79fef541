// Pages as they are received: nginx with limits, the shipped configuration of the Collector, and the real Prometheus.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderBrowsersProxy } from '../../../src/collector/generate/browsers/proxy.ts';
import { requireCommand } from '../../backends/find-command.ts';
import { requireServer } from '../../backends/find-server.ts';
import { accepts, freePorts } from '../../backends/ports.ts';
import { startServer } from '../../backends/start.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { shipped, writePrometheusConfig } from '../../integration/stack-files.ts';
import { composeFlags } from '../../monitoring/compose-flags.ts';

/** Its patterns take a processor some seconds, and others use it too. */
const READY_MILLIS = 90_000;

export const API_KEY = 'key-of-the-shop-page-0123456789';

export interface ReceivingBinaries {
  readonly otelcol: string;
  readonly prometheus: string;
  readonly nginx: string;
}

/** Undefined, with a line that says so, where one of them is missing. */
export const findReceivingBinaries = async (): Promise<ReceivingBinaries | undefined> => {
  const otelcol = await requireServer('otelcol');
  const prometheus = await requireServer('prometheus');
  const nginx = await requireCommand('nginx');
  return otelcol && prometheus && nginx ? { otelcol, prometheus, nginx } : undefined;
};

export interface ReceivingStack {
  /** Where pages send to: nginx. */
  readonly url: string;
  /** The Collector itself, without nginx before it. */
  readonly directUrl: string;
  /** Values of a query, by the labels that it has. */
  query(
    promql: string,
  ): Promise<readonly { readonly metric: Record<string, string>; readonly value: number }[]>;
  /** Everything that was written to disk or printed, as text, by where. */
  written(): Readonly<Record<string, string>>;
  stored(signal: 'logs' | 'traces'): Promise<string>;
  stop(): Promise<void>;
}

/** What a test wants to see of traces, in the place of Jaeger or beside it. */
const tracesToFile = (folder: string, hasJaeger: boolean): string =>
  JSON.stringify({
    exporters: { 'file/traces': { path: join(folder, 'traces.jsonl'), flush_interval: '100ms' } },
    service: {
      pipelines: {
        'traces/sampled': { exporters: ['file/traces', ...(hasJaeger ? ['otlp_grpc/jaeger'] : [])] },
      },
    },
  });

/** @param jaegerGrpc where Jaeger takes traces, `host:port`; without it they are in a file only */
export const startReceivingStack = async (
  binaries: ReceivingBinaries,
  origin: string,
  jaegerGrpc?: string,
): Promise<ReceivingStack> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-receiving-'));
  const logs = join(folder, 'stored');
  await mkdir(logs);
  const [proxyPort = 0, browsers = 0, grpc = 0, http = 0, health = 0, metrics = 0, prometheusPort = 0] =
    await freePorts(7);
  const at = (port: number): string => `127.0.0.1:${port}`;
  const proxyFolder = join(folder, 'proxy');
  await mkdir(proxyFolder);
  const proxyConfig = renderBrowsersProxy({
    browsers: { origins: [origin], listen: at(browsers) },
    listen: at(proxyPort),
    written: ['A test.'],
  });
  await writeFile(
    join(proxyFolder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root;\n' : ''}${proxyConfig.replaceAll(/\/tmp\/|\/var\/log\/binnacle\//g, `${proxyFolder}/`)}`,
  );
  await writeFile(join(folder, 'traces.yaml'), tracesToFile(logs, jaegerGrpc !== undefined));
  const prometheusConfig = join(folder, 'prometheus.yml');
  await writePrometheusConfig(prometheusConfig, {
    prometheus: at(prometheusPort),
    alertmanager: '127.0.0.1:1',
  });
  const starting = [
    startPrometheus({
      binary: binaries.prometheus,
      config: prometheusConfig,
      dataDir: join(folder, 'prometheus'),
      port: prometheusPort,
      args: await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']),
    }),
    startCollector({
      binary: binaries.otelcol,
      configs: [
        shipped('collector/collector.yaml'),
        shipped('collector/redaction.yaml'),
        shipped('collector/browsers.yaml'),
        join(folder, 'traces.yaml'),
      ],
      healthUrl: `http://${at(health)}/-/healthy`,
      timeoutMillis: READY_MILLIS,
      cwd: folder,
      env: {
        RUM_API_KEY: API_KEY,
        RUM_ALLOWED_ORIGINS: `[${origin}]`,
        BINNACLE_BROWSERS_ENDPOINT: at(browsers),
        BINNACLE_OTLP_GRPC_ENDPOINT: at(grpc),
        BINNACLE_OTLP_HTTP_ENDPOINT: at(http),
        BINNACLE_COLLECTOR_HEALTH_ENDPOINT: at(health),
        BINNACLE_COLLECTOR_METRICS_PORT: String(metrics),
        BINNACLE_PROMETHEUS_OTLP_URL: `http://${at(prometheusPort)}/api/v1/otlp`,
        BINNACLE_LOGS_DIRECTORY: logs,
        ...(jaegerGrpc !== undefined && { BINNACLE_JAEGER_ENDPOINT: jaegerGrpc }),
        BINNACLE_SPAN_METRICS_INTERVAL: '200ms',
      },
    }),
    startServer({
      name: 'nginx for browsers',
      command: binaries.nginx,
      args: ['-e', 'stderr', '-c', join(proxyFolder, 'nginx.conf')],
      ready: () => accepts(proxyPort),
    }),
  ] as const;
  const stop = async (): Promise<void> => {
    for (const started of await Promise.allSettled(starting))
      if (started.status === 'fulfilled') await started.value.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const [prometheus, collector, proxy] = await Promise.all(starting).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: `http://${at(proxyPort)}`,
    directUrl: `http://${at(browsers)}`,
    query: async (promql) => {
      const answer = await fetch(`${prometheus.url}/api/v1/query?${new URLSearchParams({ query: promql })}`);
      const { status, error, data } = (await answer.json()) as {
        status: string;
        error?: string;
        data?: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      if (status !== 'success') throw new Error(`${promql}: ${error}`);
      return (data?.result ?? []).map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
    },
    written: () => ({
      collector: collector.output(),
      proxy: proxy.output(),
      ...Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .map((file) => [file.slice(folder.length), readFileSync(file, 'latin1')]),
      ),
    }),
    stored: (signal) => readFile(join(logs, `${signal}.jsonl`), 'utf8').catch(() => ''),
    stop,
  };
};
