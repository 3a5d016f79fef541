import { join } from 'node:path';
import process from 'node:process';
import type { Settings } from '../../../core/settings/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { isLoopbackHost } from '../../loopback.ts';
import { pageSetup } from '../../page-setup.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import { describeStack, isWithoutAuthority, prepareStack } from '../stack/prepare.ts';
import type { Announce } from './announce.ts';
import { COMPOSE_FILE, composeFiles, composeLine, startStack } from './compose.ts';

const SECURE_FILE = 'docker-compose.secure.yml';
const SECURE_BROWSERS_FILE = 'docker-compose.secure-browsers.yml';

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

/** The name is that of the compose file. */
const ASK_PREPARE = '; if "prepare" failed, `docker compose -p binnacle-monitoring logs prepare` says why';

/** What a secured stack has on disk, with what is due renewed. */
const stackOf = (
  directory: string,
  origins: readonly string[] | undefined,
): ReturnType<typeof describeStack> => {
  if (!isWithoutAuthority(directory)) return prepareStack({ directory, ...(origins && { origins }) });
  // Authorities may be kept elsewhere: then what is due is renewed there.
  const stack = describeStack(directory);
  if (origins && origins.join() !== (stack.pages?.origins ?? []).join())
    throw new UsageError(
      `--browsers: ${stack.directory} is without the authorities that signed it; say it where they are, with \`binnacle stack certs --browsers\`, and copy the folders again`,
    );
  return stack;
};

/**
 * Makes or renews what a secured stack needs, starts it, and leaves it running.
 * @param stackDirectory where `binnacle stack certs` has its files
 * @param origins of pages whose data is taken too; none closes their way in, undefined leaves it as it is
 */
export const upSecured = async (
  settings: Settings,
  directory: string,
  stackDirectory: string,
  origins: readonly string[] | undefined,
  announce: Announce,
  io: Io,
): Promise<void> => {
  const stack = stackOf(stackDirectory, origins);
  if (!isLoopbackHost(settings.bindAddress) && stack.names.length === 0)
    throw new UsageError(
      `the certificates in ${stack.directory} are for this machine alone, and others are to reach ${settings.bindAddress}; \`binnacle stack certs --directory ${shellQuoted(stack.directory)} --names telemetry.example\` says by which names`,
    );
  const { pages } = stack;
  const environment = join(stack.directory, 'stack.env');
  const files = [
    '--env-file',
    environment,
    ...composeFiles(directory, [COMPOSE_FILE, SECURE_FILE, ...(pages ? [SECURE_BROWSERS_FILE] : [])]),
  ];
  // The proxy for pages would go on otherwise.
  const more = origins?.length === 0 ? ['--remove-orphans'] : [];
  if (!(await startStack({ files, settings, pages, advice: ASK_PREPARE, more }, io))) return;
  const inDirectory = (file: string): string => shellQuoted(join(stack.directory, file));
  const urls = secureUrlsOf(settings, stack.host);
  const browsers = `https://${stack.host}:${settings.browsersPort}`;
  const hints: Parameters<Announce>[1] = [
    ['Authority', `browsers and clients trust ${inDirectory('ca/parts.crt')}`],
    ["Grafana's password", `user admin: ${showFile(inDirectory('grafana/admin-password'))}`],
    [
      'Other pages',
      `user operator: ${showFile(inDirectory('operator-password'))}; more with binnacle stack user`,
    ],
    ['Send to it', `node --env-file=${inDirectory('services/otel.env')} --import binnacle/register app.js`],
    ['Stop it', `${composeLine(files)} --profile binnacle down`],
  ];
  announce(pages ? { ...urls, browsers } : urls, hints, pages && pageSetup({ endpoint: browsers, ...pages }));
};
