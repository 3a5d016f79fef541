import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Labels, parseRouting, renderAlertmanager } from '../../../src/monitoring/index.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startAlertmanager } from '../../backends/start-alertmanager.ts';

interface PostedAlert {
  readonly labels: Labels;
  readonly annotations?: Labels;
  /** It is over. */
  readonly isResolved?: boolean;
}

export interface RunningAlertmanager {
  readonly url: string;
  readonly server: RunningServer;
  /** Its configuration. */
  readonly configuration: string;
  post(alerts: readonly PostedAlert[]): Promise<void>;
  /** By what each alert is suppressed, by its name: `inhibition`, or names of quiet hours. */
  suppressed(): Promise<ReadonlyMap<string, readonly string[]>>;
  stop(): Promise<void>;
}

/** Starts the real Alertmanager with what is written for a routing.yaml. `secrets` are files by name, `$SECRETS/name` in the text. */
export const startRouted = async (
  binary: string,
  text: string,
  secrets: Readonly<Record<string, string>> = {},
): Promise<RunningAlertmanager> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-routing-'));
  for (const [name, secret] of Object.entries(secrets)) await writeFile(join(directory, name), `${secret}\n`);
  const { routing, faults } = parseRouting(text.replaceAll('$SECRETS', directory));
  if (!routing) throw new Error(faults.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const config = join(directory, 'alertmanager.yml');
  const configuration = renderAlertmanager(routing, 'routing.yaml', 'a test');
  await writeFile(config, configuration);
  const [port = 0] = await freePorts(1);
  const args = ['--log.level=debug', '--web.external-url=http://alertmanager.test/'];
  const server = await startAlertmanager({ binary, config, dataDir: join(directory, 'data'), port, args });
  const { url } = server;
  return {
    url,
    server,
    configuration,
    post: async (alerts) => {
      const response = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          alerts.map(({ labels, annotations = {}, isResolved = false }) => ({
            labels,
            annotations,
            ...(isResolved && {
              startsAt: new Date(Date.now() - 60_000).toISOString(),
              endsAt: new Date(Date.now() - 1).toISOString(),
            }),
          })),
        ),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    suppressed: async () => {
      const groups = (await (await fetch(`${url}/api/v2/alerts/groups`)).json()) as {
        alerts: { labels: { alertname: string }; status: { inhibitedBy: string[]; mutedBy: string[] } }[];
      }[];
      return new Map(
        groups
          .flatMap(({ alerts }) => alerts)
          .map(({ labels, status }) => [
            labels.alertname,
            [...(status.inhibitedBy.length > 0 ? ['inhibition'] : []), ...status.mutedBy],
          ]),
      );
    },
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
