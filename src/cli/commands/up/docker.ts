import { join } from 'node:path';
import type { Settings } from '../../../core/settings/index.ts';
import type { Io } from '../../io.ts';
import { shellQuoted } from '../../shell-quoted.ts';
import type { Announce } from './announce.ts';
import { missingFromDocker } from './choose.ts';

const COMPOSE_FILE = 'docker-compose.monitoring.yml';

/** Where the compose file publishes its servers. */
const urlsOf = (settings: Settings) => {
  const url = (port: number): string => `http://${settings.bindAddress}:${port}`;
  return {
    grafana: url(settings.grafanaPort),
    jaeger: url(settings.jaegerPort),
    prometheus: url(settings.prometheusPort),
    alertmanager: url(settings.alertmanagerPort),
    otlpHttp: url(settings.otlpHttpPort),
    otlpGrpc: url(settings.otlpGrpcPort),
  };
};

/** Starts the compose stack and leaves it running. */
export const upWithDocker = async (
  settings: Settings,
  directory: string,
  announce: Announce,
  io: Io,
): Promise<void> => {
  const missing = await missingFromDocker(io);
  if (missing) {
    io.stderr(`${missing}; \`binnacle up --embedded\` needs no Docker\n`);
    io.exitCode = 1;
    return;
  }
  const file = join(directory, COMPOSE_FILE);
  const { ok, output } = await io.run('docker', ['compose', '-f', file, 'up', '-d', '--wait'], {
    show: true,
  });
  if (!ok) {
    const detail = output ? ` (${output.trim()})` : '';
    io.stderr(
      `docker compose could not start the stack${detail}; \`binnacle up --embedded\` needs no Docker\n`,
    );
    io.exitCode = 1;
    return;
  }
  const compose = `docker compose -f ${shellQuoted(file)}`;
  announce(urlsOf(settings), [
    ['Stop it', `${compose} down`],
    ["Grafana's password", `${compose} exec grafana cat /var/lib/grafana/admin-password`],
  ]);
};
