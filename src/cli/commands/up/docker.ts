import { join } from 'node:path';
import process from 'node:process';
import { SETTINGS, type SettingKey, type Settings } from '../../../core/settings/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import { describeStack, isWithoutAuthority, prepareStack } from '../stack/prepare.ts';
import type { Announce } from './announce.ts';
import { missingFromDocker } from './choose.ts';
import { isLoopbackHost } from './loopback.ts';

const COMPOSE_FILE = 'docker-compose.monitoring.yml';
const SECURE_FILE = 'docker-compose.secure.yml';

/** Where the compose file publishes its servers. */
const urlsOf = (settings: Settings) => {
  const url = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    grafana: url(settings.grafanaPort),
    jaeger: url(settings.jaegerPort),
    prometheus: url(settings.prometheusPort),
    alertmanager: url(settings.alertmanagerPort),
    otlpHttp: url(settings.otlpHttpPort),
    otlpGrpc: url(settings.otlpGrpcPort),
  };
};

const RETENTION = [
  'metricsRetentionDays',
  'tracesRetentionDays',
  'logsRetentionDays',
  'auditRetentionDays',
  'highResolutionRetentionHours',
] as const satisfies readonly SettingKey[];

/**
 * What was set of them, as the servers accept it: a value that is none would keep them from starting, and Prometheus knows
 * no part of an hour. What was not set may be in compose's own file .env.
 */
const retentionOf = (settings: Settings, env: Io['env']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    RETENTION.filter((key) => env[SETTINGS[key].name]).map((key) => {
      const value = settings[key];
      return [SETTINGS[key].name, value === undefined ? '' : String(Math.ceil(value))];
    }),
  );

/** What runs this package itself, which is here. */
const profilesOf = ({ COMPOSE_PROFILES = '' }: Io['env']): string =>
  [...new Set([...COMPOSE_PROFILES.split(','), 'binnacle'])].filter(Boolean).join();

const showFile = (path: string): string => (process.platform === 'win32' ? `type ${path}` : `cat ${path}`);

/** Everything by way of the proxy. */
const secureUrlsOf = (settings: Settings, host: string) => {
  const pages = `https://${host}:${settings.httpsPort}`;
  return {
    grafana: pages,
    jaeger: `${pages}/jaeger/`,
    prometheus: `${pages}/prometheus/`,
    alertmanager: `${pages}/alertmanager/`,
    otlpHttp: `https://${host}:${settings.otlpHttpPort}`,
    otlpGrpc: `https://${host}:${settings.otlpGrpcPort}`,
  };
};

/** Runs `docker compose up` and says what is wrong where it fails. */
const startStack = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  instead: string,
  io: Io,
): Promise<boolean> => {
  const missing = await missingFromDocker(io);
  if (missing) {
    io.stderr(`${missing}${instead === NO_DOCKER ? instead : ''}\n`);
    io.exitCode = 1;
    return false;
  }
  const { ok, output } = await io.run('docker', ['compose', ...args, 'up', '-d', '--wait'], {
    show: true,
    env,
  });
  if (!ok) {
    const detail = output ? ` (${output.trim()})` : '';
    io.stderr(`docker compose could not start the stack${detail}${instead}\n`);
    io.exitCode = 1;
  }
  return ok;
};

/** The name is that of the compose file. */
const ASK_PREPARE = '; if "prepare" failed, `docker compose -p binnacle-monitoring logs prepare` says why';
const NO_DOCKER = '; `binnacle up --embedded` needs no Docker';

/** Starts the compose stack and leaves it running. */
export const upWithDocker = async (
  settings: Settings,
  directory: string,
  announce: Announce,
  io: Io,
): Promise<void> => {
  if (!isLoopbackHost(settings.bindAddress))
    throw new UsageError(
      `BINNACLE_BIND_ADDRESS: without TLS and logins the stack stays on loopback, and ${settings.bindAddress} is not only this machine; \`binnacle up --secure\` has both, see docs/stack-security.md`,
    );
  const file = join(directory, COMPOSE_FILE);
  const env = { COMPOSE_PROFILES: profilesOf(io.env), ...retentionOf(settings, io.env) };
  if (!(await startStack(['-f', file], env, NO_DOCKER, io))) return;
  const compose = `docker compose -f ${shellQuoted(file)}`;
  announce(urlsOf(settings), [
    ['Stop it', `${compose} --profile binnacle down`],
    ["Grafana's password", `${compose} exec grafana cat /var/lib/grafana/admin-password`],
  ]);
};

/**
 * Makes or renews what a secured stack needs, starts it, and leaves it running.
 * @param stackDirectory where `binnacle stack certs` has its files
 */
export const upSecured = async (
  settings: Settings,
  directory: string,
  stackDirectory: string,
  announce: Announce,
  io: Io,
): Promise<void> => {
  // Authorities may be kept elsewhere: then what is due is renewed there.
  const stack = isWithoutAuthority(stackDirectory)
    ? describeStack(stackDirectory)
    : prepareStack({ directory: stackDirectory });
  if (!isLoopbackHost(settings.bindAddress) && stack.names.length === 0)
    throw new UsageError(
      `the certificates in ${stack.directory} are for this machine alone, and others are to reach ${settings.bindAddress}; \`binnacle stack certs --directory ${shellQuoted(stack.directory)} --names telemetry.example\` says by which names`,
    );
  const environment = join(stack.directory, 'stack.env');
  const files = [
    '--env-file',
    environment,
    '-f',
    join(directory, COMPOSE_FILE),
    '-f',
    join(directory, SECURE_FILE),
  ];
  const env = { COMPOSE_PROFILES: profilesOf(io.env), ...retentionOf(settings, io.env) };
  if (!(await startStack(files, env, ASK_PREPARE, io))) return;
  const inDirectory = (file: string): string => shellQuoted(join(stack.directory, file));
  announce(secureUrlsOf(settings, stack.host), [
    ['Authority', `browsers and clients trust ${inDirectory('ca/parts.crt')}`],
    ["Grafana's password", `user admin: ${showFile(inDirectory('grafana/admin-password'))}`],
    [
      'Other pages',
      `user operator: ${showFile(inDirectory('operator-password'))}; more with binnacle stack user`,
    ],
    ['Send to it', `node --env-file=${inDirectory('services/otel.env')} --import binnacle/register app.js`],
    ['Stop it', `docker compose ${files.map((file) => shellQuoted(file)).join(' ')} --profile binnacle down`],
  ]);
};
