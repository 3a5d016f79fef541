import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { parseRouting, renderAlertmanager } from '../../../src/monitoring/index.ts';
import { freePorts } from '../../backends/ports.ts';
import { run } from '../../backends/run.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startAlertmanager } from '../../backends/start-alertmanager.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { shipped } from '../../integration/stack-files.ts';
import { composeFlags } from '../compose-flags.ts';
import { writeHastyPrometheus } from '../hasty-stack.ts';
import { scaleDuration, writeScaledRules } from './scale-rules.ts';

/** On a machine that has much else to do. */
const COLLECTOR_MILLIS = 90_000;

/** Who is told: of each team those who are woken up, and those who read it in the morning. */
export const RECEIVERS = [
  'application-page',
  'application-ticket',
  'platform-page',
  'platform-ticket',
] as const;
export type ReceiverName = (typeof RECEIVERS)[number];

/** As somebody writes routing.yaml, with everything as much faster as the rules. */
const routingText = (secretOf: (receiver: string) => string, factor: number): string =>
  stringify({
    teams: {
      application: { page: 'application-page', ticket: 'application-ticket' },
      platform: { page: 'platform-page', ticket: 'platform-ticket' },
    },
    defaultTeam: 'platform',
    receivers: Object.fromEntries(RECEIVERS.map((name) => [name, { webhook: { urlFile: secretOf(name) } }])),
    grouping: { wait: scaleDuration('15s', factor), interval: scaleDuration('2m', factor) },
  });

/** What `binnacle monitoring routing` writes for that. */
const writeAlertmanager = async (
  directory: string,
  urlOf: (receiver: string) => string,
  factor: number,
): Promise<void> => {
  const secretOf = (receiver: string): string => join(directory, `${receiver}.url`);
  for (const name of RECEIVERS) await writeFile(secretOf(name), urlOf(name));
  const { routing, faults } = parseRouting(routingText(secretOf, factor));
  if (!routing) throw new Error(faults.map(({ message }) => message).join('\n'));
  await writeFile(join(directory, 'alertmanager.yml'), renderAlertmanager(routing, 'routing.yaml', 'a test'));
};

export interface ScenarioBinaries {
  readonly collector: string;
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
}

export interface ScenarioStack {
  readonly otlpUrl: string;
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  startCollector(): Promise<void>;
  /** As the system ends a process: at once. */
  killCollector(): Promise<void>;
  stop(): Promise<void>;
}

/** Collector, Prometheus and Alertmanager, with time that goes `factor` times as fast for rules. */
export const startScenarioStack = async (
  binaries: ScenarioBinaries,
  given: {
    readonly factor: number;
    readonly urlOf: (receiver: string) => string;
    readonly nodeAddress: string;
    /** OpenMetrics text of what was before. */
    readonly history: string;
  },
): Promise<ScenarioStack> => {
  const { factor } = given;
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-scenarios-'));
  const file = (name: string): string => join(directory, name);
  const ports = await freePorts(6);
  const [prom, alerts, grpc, http, health, own] = ports.map((port) => `127.0.0.1:${port}`);
  const servers: RunningServer[] = [];
  let collector: RunningServer | undefined;
  const stop = async (): Promise<void> => {
    await collector?.stop();
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  };
  const startNow = async (): Promise<void> => {
    collector = await startCollector({
      binary: binaries.collector,
      configs: ['collector.yaml', 'redaction.yaml', 'sampling/high-volume.yaml'].map((name) =>
        shipped(`collector/${name}`),
      ),
      timeoutMillis: COLLECTOR_MILLIS,
      healthUrl: `http://${health}/-/healthy`,
      cwd: directory,
      env: {
        BINNACLE_OTLP_GRPC_ENDPOINT: grpc ?? '',
        BINNACLE_OTLP_HTTP_ENDPOINT: http ?? '',
        BINNACLE_COLLECTOR_HEALTH_ENDPOINT: health ?? '',
        BINNACLE_COLLECTOR_METRICS_PORT: String(ports[5]),
        BINNACLE_JAEGER_ENDPOINT: '127.0.0.1:1',
        BINNACLE_PROMETHEUS_OTLP_URL: `http://${prom}/api/v1/otlp`,
        BINNACLE_QUEUE_DIRECTORY: file('queue'),
        BINNACLE_LOGS_DIRECTORY: file('logs'),
      },
    });
  };
  try {
    // Before Prometheus asks it for the first time.
    await startNow();
    await writeScaledRules(file('rules'), factor);
    await writeAlertmanager(directory, given.urlOf, factor);
    const addresses = {
      prometheus: prom ?? '',
      alertmanager: alerts ?? '',
      collector: own ?? '',
      node: given.nodeAddress,
    };
    await writeHastyPrometheus(file('prometheus.yml'), { rules: file('rules'), addresses });
    await mkdir(file('data'));
    await writeFile(file('history.om'), given.history);
    await run(binaries.promtool, [
      'tsdb',
      'create-blocks-from',
      'openmetrics',
      file('history.om'),
      file('data'),
    ]);
    servers.push(
      await startAlertmanager({
        binary: binaries.alertmanager,
        config: file('alertmanager.yml'),
        dataDir: file('alerts'),
        port: ports[1] ?? 0,
      }),
      await startPrometheus({
        binary: binaries.prometheus,
        config: file('prometheus.yml'),
        dataDir: file('data'),
        port: ports[0] ?? 0,
        args: [
          ...(await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature'])),
          // How long a sample counts as the present one: a duration as well.
          `--query.lookback-delta=${scaleDuration('5m', factor)}`,
        ],
      }),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    otlpUrl: `http://${http}`,
    prometheusUrl: `http://${prom}`,
    alertmanagerUrl: `http://${alerts}`,
    startCollector: startNow,
    killCollector: async () => {
      if (!collector) return;
      process.kill(collector.pid, 'SIGKILL');
      await collector.stop();
    },
    stop,
  };
};
