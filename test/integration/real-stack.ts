import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAlertmanager } from '../backends/start-alertmanager.ts';
import { startCollector } from '../backends/start-collector.ts';
import { startJaeger } from '../backends/start-jaeger.ts';
import { startLoki } from '../backends/start-loki.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { composeFlags } from '../monitoring/compose-flags.ts';
import { type StackIntervals, shipped, writePrometheusConfig } from './stack-files.ts';

export interface Binaries {
  readonly collector: string;
  readonly jaeger: string;
  readonly prometheus: string;
  readonly alertmanager: string;
}

/** Undefined where a server is missing, which has then been said. */
export const findBinaries = async (): Promise<Binaries | undefined> => {
  const collector = await requireServer('otelcol');
  const jaeger = await requireServer('jaeger');
  const prometheus = await requireServer('prometheus');
  const alertmanager = await requireServer('alertmanager');
  return collector && jaeger && prometheus && alertmanager
    ? { collector, jaeger, prometheus, alertmanager }
    : undefined;
};

export interface RealStack {
  readonly otlpUrl: string;
  readonly jaegerUrl: string;
  /** Where Jaeger takes OTLP over gRPC, past the Collector. */
  readonly jaegerOtlpAddress: string;
  readonly prometheusUrl: string;
  /** Undefined where the stack was started without Loki. */
  readonly lokiUrl: string | undefined;
  /** The Collector's own metrics. */
  readonly collectorMetricsUrl: string;
  /** What the servers write: queue, logs, jaeger, prometheus. */
  readonly directory: string;
  /** Ends the Collector, where one runs, and starts one with this preset. */
  useSampling(preset: string): Promise<void>;
  startJaeger(): Promise<void>;
  stopJaeger(): Promise<void>;
  stopCollector(): Promise<void>;
  stop(): Promise<void>;
}

const PREFIX = join(tmpdir(), 'binnacle-stack-');
/** Into both: the file is what tests read first. */
const LOGS_TO_BOTH = 'yaml:service::pipelines::logs::exporters: [file/logs, otlp_http/loki]';
const local = (port: number | undefined): string => `127.0.0.1:${port}`;

/**
 * Jaeger, Prometheus and Alertmanager with the shipped configurations; the Collector comes with `useSampling`.
 *
 * @param loki path of the server, where logs are to go there too
 */
export const startRealStack = async (
  binaries: Binaries,
  { loki, ...intervals }: StackIntervals & { readonly loki?: string | undefined } = {},
): Promise<RealStack> => {
  const directory = await mkdtemp(PREFIX);
  const [
    grpc,
    http,
    health,
    own,
    jaegerQuery,
    jaegerGrpc,
    jaegerOtlp,
    jaegerHealth,
    jaegerOwn,
    prom,
    alerts,
    logs = 0,
    logsGrpc = 0,
  ] = await freePorts(13);
  const prometheusConfig = join(directory, 'prometheus.yml');
  await mkdir(join(directory, 'prometheus'));
  await writePrometheusConfig(
    prometheusConfig,
    {
      prometheus: local(prom),
      alertmanager: local(alerts),
      collector: local(own),
      jaeger: local(jaegerOwn),
    },
    intervals,
  );

  let jaeger: RunningServer | undefined;
  let collector: RunningServer | undefined;
  const others: RunningServer[] = [];
  const startTraces = async (): Promise<void> => {
    jaeger = await startJaeger({
      binary: binaries.jaeger,
      config: shipped('jaeger/jaeger.yaml'),
      port: jaegerQuery ?? 0,
      env: {
        BINNACLE_JAEGER_DIRECTORY: join(directory, 'jaeger'),
        BINNACLE_JAEGER_HEALTH_ENDPOINT: local(jaegerHealth),
        BINNACLE_JAEGER_METRICS_PORT: String(jaegerOwn),
        BINNACLE_JAEGER_OTLP_GRPC_ENDPOINT: local(jaegerOtlp),
        BINNACLE_JAEGER_QUERY_GRPC_ENDPOINT: local(jaegerGrpc),
        BINNACLE_JAEGER_QUERY_HTTP_ENDPOINT: local(jaegerQuery),
      },
    });
  };
  const stop = async (): Promise<void> => {
    await collector?.stop();
    await Promise.all([jaeger?.stop(), ...others.map((server) => server.stop())]);
    await rm(directory, { recursive: true, force: true });
  };

  try {
    await startTraces();
    if (loki)
      others.push(
        await startLoki({
          binary: loki,
          config: shipped('loki/loki.yaml'),
          port: logs,
          grpcPort: logsGrpc,
          directory: join(directory, 'loki'),
        }),
      );
    others.push(
      await startAlertmanager({
        binary: binaries.alertmanager,
        config: shipped('prometheus/alertmanager.yml'),
        dataDir: join(directory, 'alertmanager'),
        port: alerts ?? 0,
      }),
      await startPrometheus({
        binary: binaries.prometheus,
        config: prometheusConfig,
        dataDir: join(directory, 'prometheus'),
        port: prom ?? 0,
        args: [
          ...(await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature'])),
          // So that the search for secrets sees what is in it.
          '--no-storage.tsdb.wal-compression',
        ],
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    otlpUrl: `http://${local(http)}`,
    jaegerUrl: `http://${local(jaegerQuery)}`,
    jaegerOtlpAddress: local(jaegerOtlp),
    prometheusUrl: `http://${local(prom)}`,
    lokiUrl: loki && `http://${local(logs)}`,
    collectorMetricsUrl: `http://${local(own)}/metrics`,
    directory,
    useSampling: async (preset) => {
      await collector?.stop();
      collector = await startCollector({
        binary: binaries.collector,
        configs: [
          ...['collector.yaml', 'redaction.yaml', `sampling/${preset}.yaml`].map((file) =>
            shipped(`collector/${file}`),
          ),
          ...(loki ? [shipped('collector/loki.yaml'), LOGS_TO_BOTH] : []),
        ],
        healthUrl: `http://${local(health)}/-/healthy`,
        cwd: directory,
        env: {
          BINNACLE_OTLP_GRPC_ENDPOINT: local(grpc),
          BINNACLE_OTLP_HTTP_ENDPOINT: local(http),
          BINNACLE_COLLECTOR_HEALTH_ENDPOINT: local(health),
          BINNACLE_COLLECTOR_METRICS_PORT: String(own),
          BINNACLE_JAEGER_ENDPOINT: local(jaegerOtlp),
          BINNACLE_PROMETHEUS_OTLP_URL: `http://${local(prom)}/api/v1/otlp`,
          BINNACLE_QUEUE_DIRECTORY: join(directory, 'queue'),
          BINNACLE_LOGS_DIRECTORY: join(directory, 'logs'),
          BINNACLE_LOKI_OTLP_URL: `http://${local(logs)}/otlp`,
          BINNACLE_SPAN_METRICS_INTERVAL: '1s',
        },
      });
    },
    startJaeger: startTraces,
    stopJaeger: async () => jaeger?.stop(),
    stopCollector: async () => collector?.stop(),
    stop,
  };
};
