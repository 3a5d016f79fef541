import { randomBytes } from 'node:crypto';
import type { Settings } from '../../../core/settings/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { isLoopbackHost } from '../../loopback.ts';
import { pageSetup } from '../../page-setup.ts';
import type { Announce } from './announce.ts';
import { COMPOSE_FILE, composeFiles, composeLine, NO_DOCKER, pagesEnv, startStack } from './compose.ts';

const BROWSERS_FILE = 'docker-compose.browsers.yml';

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

/**
 * Starts the compose stack and leaves it running.
 * @param origins of pages whose data is taken too
 */
export const upWithDocker = async (
  settings: Settings,
  directory: string,
  origins: readonly string[],
  announce: Announce,
  io: Io,
): Promise<void> => {
  if (!isLoopbackHost(settings.bindAddress))
    throw new UsageError(
      `BINNACLE_BIND_ADDRESS: without TLS and logins the stack stays on loopback, and ${settings.bindAddress} is not only this machine; \`binnacle up --secure\` has both, see docs/stack-security.md`,
    );
  const { rumApiKey } = settings;
  const pages =
    origins.length > 0 ? { origins, apiKey: rumApiKey ?? randomBytes(16).toString('hex') } : undefined;
  const files = composeFiles(directory, [COMPOSE_FILE, ...(pages ? [BROWSERS_FILE] : [])]);
  if (!(await startStack({ files, settings, pages, advice: NO_DOCKER }, io))) return;
  const compose = composeLine(files, pagesEnv(pages));
  const urls = urlsOf(settings);
  const browsers = `http://127.0.0.1:${settings.browsersPort}`;
  announce(
    pages ? { ...urls, browsers } : urls,
    [
      ['Stop it', `${compose} --profile binnacle down`],
      ["Grafana's password", `${compose} exec grafana cat /var/lib/grafana/admin-password`],
      ...(pages && rumApiKey === undefined
        ? [['Keep the key', `RUM_API_KEY=${pages.apiKey}; another one is made the next time`] as const]
        : []),
    ],
    pages && pageSetup({ endpoint: browsers, ...pages }),
  );
};
