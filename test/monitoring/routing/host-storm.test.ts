import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { keyValues } from '../../collector/otlp-request.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { composeFlags } from '../compose-flags.ts';
import { writeHastyRules } from '../hasty-stack.ts';
import { nanos } from '../otlp-metrics.ts';
import { startWebhook, type Webhook } from '../webhook.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';

const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const withServers = prometheus && alertmanager ? describe : describe.skip;

const SERVICES = 60;
/** Longer than what ServiceSilent waits for, and within what it looks back. */
const SILENT_MILLIS = 8 * 60_000;

const ROUTING = `
teams: { application: { page: hook }, platform: { page: hook } }
defaultTeam: platform
receivers: { hook: { webhook: { urlFile: $SECRETS/hook } } }
grouping: { wait: 5s, interval: 5s }
`;

interface Metric {
  readonly attributes: Readonly<Record<string, string>>;
  readonly metric: object;
}

const resource = ({ attributes, metric }: Metric): object => ({
  resource: { attributes: keyValues(attributes) },
  scopeMetrics: [{ scope: { name: 'test' }, metrics: [metric] }],
});

/** What a service sent last, before its machine went down. */
const lastUptime = (service: string, host: string): Metric => {
  const point = { timeUnixNano: nanos(Date.now() - SILENT_MILLIS), asDouble: 60 };
  return {
    attributes: {
      'service.namespace': 'shop',
      'service.name': service,
      'service.instance.id': `${service}-${host}`,
      'deployment.environment.name': 'test',
      'host.name': host,
    },
    metric: {
      name: 'process.uptime',
      unit: 's',
      gauge: { dataPoints: [point] },
    },
  };
};

/** What node-exporter said of the machine's name before. */
const machineName = (instance: string, host: string): Metric => ({
  attributes: { 'service.name': 'node', 'service.instance.id': instance },
  metric: {
    name: 'node_uname_info',
    gauge: {
      dataPoints: [
        {
          attributes: keyValues({ nodename: host }),
          timeUnixNano: nanos(Date.now() - SILENT_MILLIS),
          asDouble: 1,
        },
      ],
    },
  },
});

withServers('a machine goes down: Prometheus finds out which services ran there', () => {
  let directory: string;
  let webhook: Webhook;
  let routed: RunningAlertmanager;
  let server: RunningServer;

  const send = async (metrics: readonly Metric[]): Promise<void> => {
    const response = await fetch(`${server.url}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ resourceMetrics: metrics.map(resource) }),
    });
    expect(response.status).toBe(200);
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-host-storm-'));
    webhook = await startWebhook();
    routed = await startRouted(alertmanager ?? '', ROUTING, { hook: webhook.url });
    const [port = 0, gone = 0] = await freePorts(2);
    const machine = `127.0.0.1:${gone}`;
    const rules = join(directory, 'rules');
    await writeHastyRules(rules);
    const config = join(directory, 'prometheus.yml');
    await writeFile(
      config,
      stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s' },
        otlp: { promote_resource_attributes: ['deployment.environment.name'] },
        storage: { tsdb: { out_of_order_time_window: '30m' } },
        rule_files: [join(rules, '*.yaml')],
        alerting: { alertmanagers: [{ static_configs: [{ targets: [new URL(routed.url).host] }] }] },
        scrape_configs: [{ job_name: 'node', static_configs: [{ targets: [machine] }] }],
      }),
    );
    await mkdir(join(directory, 'data'));
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    server = await startPrometheus({
      binary: prometheus ?? '',
      config,
      dataDir: join(directory, 'data'),
      port,
      args,
    });
    // As in life: the machine is known to be down before its services have been silent for long enough.
    await send([machineName(machine, 'web-1')]);
    await waitFor('Prometheus says that the machine is down', async () => {
      const { data } = (await (await fetch(`${server.url}/api/v1/alerts`)).json()) as {
        data: { alerts: { labels: { alertname: string; host?: string } }[] };
      };
      return data.alerts.some(({ labels }) => labels.alertname === 'HostDown' && labels.host === 'web-1');
    });
    await send([
      ...Array.from({ length: SERVICES }, (_, index) => lastUptime(`service-${index}`, 'web-1')),
      lastUptime('replicated', 'web-1'),
      lastUptime('replicated', 'web-2'),
    ]);
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    await routed?.stop();
    await webhook?.close();
    await rm(directory, { recursive: true, force: true });
  });

  test('it is told, and so is the service that had a replica elsewhere; the others are not', async () => {
    interface Alert {
      readonly labels: Readonly<Record<string, string>>;
      readonly status: { readonly state: string };
    }
    const alertsNow = async (): Promise<Alert[]> =>
      (await (await fetch(`${routed.url}/api/v2/alerts`)).json()) as Alert[];
    await waitFor(
      'all services are silent, and Alertmanager has decided about each',
      async () => {
        const silent = (await alertsNow()).filter(({ labels }) => labels.alertname === 'ServiceSilent');
        const states = silent.map(({ labels, status }) => `${status.state} on ${labels.host ?? 'no host'}`);
        return Object.fromEntries(
          Object.entries(Object.groupBy(states, (state) => state)).map(([state, of]) => [state, of?.length]),
        );
      },
      (counts) => counts['suppressed on web-1'] === SERVICES && counts['active on no host'] === 1,
    );
    const alerts = await alertsNow();
    const hosts = new Map(alerts.map(({ labels }) => [labels.job, labels.host]));
    expect([hosts.get('node'), hosts.get('shop/service-7'), hosts.get('shop/replicated')]).toEqual([
      'web-1',
      'web-1',
      undefined,
    ]);
    await waitFor('both are told', () => webhook.notifications.length >= 2);
    const told = webhook.notifications.flatMap(({ alerts: sent }) =>
      sent.map(({ labels }) => `${labels.alertname} ${labels.job}`),
    );
    expect(told.toSorted()).toEqual(['HostDown node', 'ServiceSilent shop/replicated']);
  }, 60_000);
});
