import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { putLogin } from '../../src/cli/commands/stack/logins.ts';
import { type PreparedStack, prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { openPrivateFolder, ownerOfFolder } from '../../src/cli/commands/stack/private-files.ts';
import { requireCommand } from '../backends/find-command.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import { type RunningServer, startServer } from '../backends/start.ts';
import { type Binaries, findBinaries } from '../integration/real-stack.ts';
import { shipped } from '../integration/stack-files.ts';
import { composeFlags } from '../monitoring/compose-flags.ts';
import { ask, type Credentials } from './ask.ts';
import { clientOf } from './credentials.ts';
import { startNginx } from './start-nginx.ts';

export interface SecureBinaries extends Binaries {
  readonly nginx: string;
  readonly nodeExporter: string;
  readonly loki: string;
  readonly blackboxExporter: string;
}

/** Undefined where something is missing, which has then been said. */
export const findSecureBinaries = async (): Promise<SecureBinaries | undefined> => {
  const servers = await findBinaries();
  const nginx = await requireCommand('nginx');
  const nodeExporter = await requireCommand('prometheus-node-exporter');
  const loki = await requireServer('loki');
  const blackboxExporter = await requireCommand('prometheus-blackbox-exporter');
  return servers && nginx && nodeExporter && loki && blackboxExporter
    ? { ...servers, nginx, nodeExporter, loki, blackboxExporter }
    : undefined;
};

const PORTS = [
  'otlpGrpc',
  'otlpHttp',
  'collectorHealth',
  'collectorOwn',
  'collectorMetrics',
  'prometheus',
  'prometheusLong',
  'loki',
  'lokiGrpc',
  'alertmanager',
  'jaegerQuery',
  'jaegerQueryGrpc',
  'jaegerOtlp',
  'jaegerHealth',
  'jaegerOwn',
  'jaegerMetrics',
  'nodeExporter',
  'blackboxExporter',
  'grafana',
  'pages',
  'proxyGrpc',
  'proxyHttp',
  'proxyInner',
] as const;
export type StackPort = (typeof PORTS)[number];

export interface SecureStack {
  /** What `binnacle stack certs` made. */
  readonly directory: string;
  readonly ports: Readonly<Record<StackPort, number>>;
  readonly prepared: PreparedStack;
  readonly passwords: Readonly<Record<'viewer' | 'editor', string>>;
  readonly auditFile: string;
  /** What the stand-in for Grafana got: a line for each request. */
  readonly seenByGrafana: string[];
  stop(): Promise<void>;
}

const local = (port: number): string => `127.0.0.1:${port}`;

/** Grafana cannot be had here: this answers in its place, with its certificate. */
const startGrafana = (directory: string, port: number, seen: string[]): Promise<Server> =>
  new Promise((resolve, reject) => {
    const read = (file: string): string => readFileSync(join(directory, 'grafana', file), 'utf8');
    const server = createServer(
      { cert: read('server.crt'), key: read('server.key') },
      (request, response) => {
        seen.push(`${request.method} ${request.url} ${request.headers['x-grafana-user'] ?? '-'}`);
        response.end(request.url === '/api/health' ? '{"database": "ok"}' : 'grafana');
      },
    );
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/** Configurations of Prometheus and its kind name their files, and read no environment. */
const writeWithFiles = (directory: string, part: string, from: string, to: string): string => {
  const path = join(directory, to);
  writeFileSync(
    path,
    readFileSync(shipped(`deploy/secure/${from}`), 'utf8').replaceAll('/etc/binnacle', join(directory, part)),
  );
  return path;
};

const writePrometheus = (directory: string, ports: SecureStack['ports']): string => {
  const path = writeWithFiles(directory, 'prometheus', 'prometheus.yml', 'prometheus.yml');
  const addresses: Readonly<Record<string, string>> = {
    'localhost:9090': local(ports.prometheus),
    'prometheus-long:9090': local(ports.prometheusLong),
    'loki:3100': local(ports.loki),
    'alertmanager:9093': local(ports.alertmanager),
    'collector:9464': local(ports.collectorMetrics),
    'jaeger:9464': local(ports.jaegerMetrics),
    'node-exporter:9100': local(ports.nodeExporter),
  };
  const config = parse(readFileSync(path, 'utf8'));
  const scrapes = writeWithFiles(directory, 'prometheus', 'scrapes/probes.yaml', 'scrapes.yaml');
  writeFileSync(
    scrapes,
    Object.entries({
      'blackbox-exporter:9115': local(ports.blackboxExporter),
      'proxy:8443': `localhost:${ports.pages}`,
      'proxy:4317': `localhost:${ports.proxyGrpc}`,
    }).reduce(
      (text, [from, to]) => text.replaceAll(from, to),
      readFileSync(scrapes, 'utf8').replace(/scrape_(interval|timeout): .*/g, 'scrape_$1: 1s'),
    ),
  );
  config.scrape_config_files = [scrapes];
  config.global.scrape_interval = '1s';
  config.rule_files = [];
  for (const client of [...config.scrape_configs, ...config.alerting.alertmanagers])
    for (const group of client.static_configs)
      group.targets = group.targets.map((target: string) => addresses[target] ?? target);
  for (const other of [...config.remote_write, ...config.remote_read]) {
    other.url = other.url.replace('prometheus-long:9090', local(ports.prometheusLong));
    // No rules run here, so that nothing is recorded.
    for (const relabel of other.write_relabel_configs ?? []) relabel.regex = 'up';
  }
  writeFileSync(path, stringify(config));
  return path;
};

/** The servers with the configurations of deploy/secure, on ports of this run. */
export const startSecureStack = async (binaries: SecureBinaries): Promise<SecureStack> => {
  const home = await mkdtemp(join(tmpdir(), 'binnacle-secure-'));
  const directory = join(home, 'stack');
  const free = await freePorts(PORTS.length);
  const ports = Object.fromEntries(PORTS.map((name, at) => [name, free[at]])) as SecureStack['ports'];
  const prepared = prepareStack({ directory, names: ['telemetry.example'] });
  const proxyFolder = openPrivateFolder(join(directory, 'proxy'), ownerOfFolder(join(directory, 'proxy')));
  const passwords = {
    viewer: putLogin(proxyFolder, { name: 'viewer', role: 'viewer' }),
    editor: putLogin(proxyFolder, { name: 'editor', role: 'editor' }),
  };
  const work = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true });
    return join(home, name);
  };
  const running: RunningServer[] = [];
  const seenByGrafana: string[] = [];
  let grafana: Server | undefined;
  const stop = async (): Promise<void> => {
    grafana?.closeAllConnections();
    grafana?.close();
    await Promise.all(running.map((server) => server.stop()));
    await rm(home, { recursive: true, force: true });
  };
  const answersTo = (port: number, path: string, credentials: Credentials) => async () =>
    (await ask({ port, path }, credentials)).status === 200;
  const tls = (part: string): Record<string, string> => ({
    BINNACLE_TLS_DIRECTORY: join(directory, part),
    BINNACLE_TLS_RELOAD_INTERVAL: '200ms',
  });

  try {
    grafana = await startGrafana(directory, ports.grafana, seenByGrafana);
    const client = clientOf(directory, 'prometheus');
    running.push(
      ...(await Promise.all([
        startServer({
          name: 'Jaeger',
          command: binaries.jaeger,
          args: ['--config', shipped('jaeger/jaeger.yaml'), '--config', shipped('deploy/secure/jaeger.yaml')],
          env: {
            ...tls('jaeger'),
            OTEL_TRACES_SAMPLER: 'always_off',
            BINNACLE_JAEGER_DIRECTORY: work('jaeger'),
            BINNACLE_JAEGER_HEALTH_ENDPOINT: local(ports.jaegerHealth),
            BINNACLE_JAEGER_METRICS_PORT: String(ports.jaegerOwn),
            BINNACLE_JAEGER_OTLP_GRPC_ENDPOINT: local(ports.jaegerOtlp),
            BINNACLE_JAEGER_QUERY_GRPC_ENDPOINT: local(ports.jaegerQueryGrpc),
            BINNACLE_JAEGER_QUERY_HTTP_ENDPOINT: local(ports.jaegerQuery),
          },
          ready: answersTo(ports.jaegerQuery, '/jaeger/api/services', client),
        }),
        startServer({
          name: 'Prometheus',
          command: binaries.prometheus,
          args: [
            `--config.file=${writePrometheus(directory, ports)}`,
            `--storage.tsdb.path=${work('prometheus')}`,
            `--web.listen-address=${local(ports.prometheus)}`,
            `--web.config.file=${writeWithFiles(directory, 'prometheus', 'web.yml', 'prometheus-web.yml')}`,
            '--web.external-url=https://telemetry.example:8443/prometheus/',
            '--web.route-prefix=/',
            ...(await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature'])),
          ],
          ready: answersTo(ports.prometheus, '/-/ready', client),
        }),
        startServer({
          name: 'Prometheus of the long tier',
          command: binaries.prometheus,
          args: [
            `--config.file=${shipped('prometheus/prometheus-long.yml')}`,
            `--storage.tsdb.path=${work('prometheus-long')}`,
            `--web.listen-address=${local(ports.prometheusLong)}`,
            `--web.config.file=${writeWithFiles(directory, 'prometheus-long', 'web.yml', 'prometheus-long-web.yml')}`,
            ...(await composeFlags('prometheus-long', ['--web.enable-remote-write-receiver'])),
          ],
          ready: answersTo(ports.prometheusLong, '/-/ready', client),
        }),
        startServer({
          name: 'Loki',
          command: binaries.loki,
          args: [
            `-config.file=${shipped('loki/loki.yaml')}`,
            '-config.expand-env=true',
            '-ingester.min-ready-duration=0s',
            `-server.http-tls-cert-path=${join(directory, 'loki/server.crt')}`,
            `-server.http-tls-key-path=${join(directory, 'loki/server.key')}`,
            `-server.http-tls-ca-path=${join(directory, 'loki/ca.crt')}`,
            '-server.http-tls-client-auth=RequireAndVerifyClientCert',
            '-server.tls-min-version=VersionTLS12',
          ],
          env: {
            BINNACLE_LOKI_PORT: String(ports.loki),
            BINNACLE_LOKI_GRPC_PORT: String(ports.lokiGrpc),
            BINNACLE_LOKI_DIRECTORY: work('loki'),
          },
          ready: answersTo(ports.loki, '/ready', client),
        }),
        startServer({
          name: 'Alertmanager',
          command: binaries.alertmanager,
          args: [
            `--config.file=${shipped('prometheus/alertmanager.yml')}`,
            `--storage.path=${work('alertmanager')}`,
            `--web.listen-address=${local(ports.alertmanager)}`,
            `--web.config.file=${writeWithFiles(directory, 'alertmanager', 'web.yml', 'alertmanager-web.yml')}`,
            '--web.external-url=https://telemetry.example:8443/alertmanager/',
            '--web.route-prefix=/',
            '--cluster.listen-address=',
          ],
          ready: answersTo(ports.alertmanager, '/-/ready', client),
        }),
        startServer({
          name: 'node-exporter',
          command: binaries.nodeExporter,
          args: [
            `--web.listen-address=${local(ports.nodeExporter)}`,
            `--web.config.file=${writeWithFiles(directory, 'node-exporter', 'web.yml', 'node-exporter-web.yml')}`,
            '--collector.disable-defaults',
            '--collector.loadavg',
          ],
          ready: answersTo(ports.nodeExporter, '/metrics', client),
        }),
        startServer({
          name: 'blackbox-exporter',
          command: binaries.blackboxExporter,
          args: [
            `--config.file=${shipped('deploy/secure/blackbox.yml')}`,
            `--web.config.file=${writeWithFiles(directory, 'blackbox-exporter', 'web.yml', 'blackbox-exporter-web.yml')}`,
            `--web.listen-address=${local(ports.blackboxExporter)}`,
          ],
          env: { SSL_CERT_FILE: join(directory, 'blackbox-exporter/ca.crt') },
          ready: answersTo(ports.blackboxExporter, '/metrics', client),
        }),
        startServer({
          name: 'Collector',
          command: binaries.collector,
          args: [
            ...['collector.yaml', 'redaction.yaml', 'loki.yaml', 'sampling/development.yaml'].map(
              (file) => `--config=${shipped(`collector/${file}`)}`,
            ),
            `--config=${shipped('deploy/secure/collector.yaml')}`,
            `--config=${shipped('deploy/secure/collector-token.yaml')}`,
          ],
          cwd: work('collector'),
          env: {
            ...tls('collector'),
            BINNACLE_OTLP_GRPC_ENDPOINT: local(ports.otlpGrpc),
            BINNACLE_OTLP_HTTP_ENDPOINT: local(ports.otlpHttp),
            BINNACLE_COLLECTOR_HEALTH_ENDPOINT: local(ports.collectorHealth),
            BINNACLE_COLLECTOR_METRICS_PORT: String(ports.collectorOwn),
            BINNACLE_JAEGER_ENDPOINT: local(ports.jaegerOtlp),
            BINNACLE_PROMETHEUS_OTLP_URL: `https://${local(ports.prometheus)}/api/v1/otlp`,
            BINNACLE_LOKI_OTLP_URL: `https://${local(ports.loki)}/otlp`,
            BINNACLE_SPAN_METRICS_INTERVAL: '1s',
          },
          ready: answersTo(ports.collectorHealth, '/-/healthy', client),
        }),
        startNginx({
          binary: binaries.nginx,
          config: 'proxy.conf',
          files: join(directory, 'proxy'),
          directory: work('proxy'),
          port: ports.pages,
          replace: proxyPorts(ports),
        }),
        ...(['collector', 'jaeger'] as const).map((part) =>
          startNginx({
            binary: binaries.nginx,
            config: 'metrics.conf',
            files: join(directory, part),
            directory: work(`${part}-metrics`),
            port: ports[`${part}Metrics`],
            replace: {
              'listen 9464': `listen ${local(ports[`${part}Metrics`])}`,
              '127.0.0.1:8888': local(ports[`${part}Own`]),
            },
          }),
        ),
      ])),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directory,
    ports,
    prepared,
    passwords,
    auditFile: join(home, 'proxy', 'audit.log'),
    seenByGrafana,
    stop,
  };
};

/** What the proxy listens on and reaches, instead of what its file has. */
export const proxyPorts = (ports: SecureStack['ports']): Readonly<Record<string, string>> => ({
  'listen 8443': `listen ${local(ports.pages)}`,
  'listen 4317': `listen ${local(ports.proxyGrpc)}`,
  'listen 4318': `listen ${local(ports.proxyHttp)}`,
  'listen 9443': `listen ${local(ports.proxyInner)}`,
  '"~^9443:"': `"~^${ports.proxyInner}:"`,
  'grafana:3000': local(ports.grafana),
  'prometheus:9090': local(ports.prometheus),
  'alertmanager:9093': local(ports.alertmanager),
  'jaeger:16686': local(ports.jaegerQuery),
  'loki:3100': local(ports.loki),
  'collector:4317': local(ports.otlpGrpc),
  'collector:4318': local(ports.otlpHttp),
});
