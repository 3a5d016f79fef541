import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAlertmanager } from '../backends/start-alertmanager.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { waitFor } from '../integration/wait-for.ts';
import { composeFlags } from './compose-flags.ts';
import { writeHastyAlertmanager, writeHastyPrometheus, writeHastyRules } from './hasty-stack.ts';
import { durations } from './otlp-metrics.ts';
import { startWebhook, type Webhook } from './webhook.ts';

const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const withServers = prometheus && alertmanager ? describe : describe.skip;

withServers('an alert on its way from OTLP through Prometheus and Alertmanager to a webhook', () => {
  let directory: string;
  let webhook: Webhook;
  const servers: RunningServer[] = [];
  let url: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-alerts-'));
    webhook = await startWebhook();
    const [promPort = 0, alertsPort = 0] = await freePorts(2);
    const file = (name: string): string => join(directory, name);
    await writeFile(file('webhook-url'), webhook.url);
    await writeHastyAlertmanager(file('alertmanager.yml'), file('webhook-url'));
    await writeHastyRules(file('rules'));
    const addresses = { prometheus: `127.0.0.1:${promPort}`, alertmanager: `127.0.0.1:${alertsPort}` };
    await writeHastyPrometheus(file('prometheus.yml'), { rules: file('rules'), addresses });
    await mkdir(file('data'));
    servers.push(
      await startAlertmanager({
        binary: alertmanager ?? '',
        config: file('alertmanager.yml'),
        dataDir: file('alerts'),
        port: alertsPort,
      }),
    );
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    const server = await startPrometheus({
      binary: prometheus ?? '',
      config: file('prometheus.yml'),
      dataDir: file('data'),
      port: promPort,
      args: [...args, '--web.enable-admin-api', `--web.external-url=http://127.0.0.1:${promPort}`],
    });
    servers.push(server);
    url = server.url;
  }, 60_000);

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await webhook?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const send = async (request: object): Promise<void> => {
    const response = await fetch(`${url}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect(response.status).toBe(200);
  };

  const sent = (status: string) =>
    webhook.notifications.flatMap(({ alerts }) => alerts).filter((alert) => alert.status === status);

  test('half of the requests fail: one notification, with what on-call needs', async () => {
    let ok = 100;
    const [alert] = await waitFor(
      'the webhook has got something',
      async () => {
        ok += 10;
        await send(durations({ instance: 'a', startedSecondsAgo: 60, ok, failed: ok }));
        return sent('firing');
      },
      (alerts) => alerts.length > 0,
    );
    expect(alert?.labels).toMatchObject({
      alertname: 'EndpointErrorRatio',
      severity: 'critical',
      team: 'application',
      service: 'shop/orders',
      http_route: '/orders/{id}',
    });
    expect(alert?.annotations).toEqual({
      summary: 'shop/orders: GET /orders/{id} fails',
      description: '50% of its requests failed in the last 5 minutes; 1% is the limit.',
      runbook_url: `${url}/user/endpoint-error-ratio.md`,
      dashboard_url:
        'http://localhost:3000/d/endpoint-detail?var-environment=test&var-service=shop%2Forders&var-route=%2Forders%2F%7Bid%7D',
      trace_url: 'http://localhost:16686/search?service=orders&lookback=1h&limit=20',
    });
  }, 40_000);

  test('the Apdex is bad too, and stays silent beside what is critical', async () => {
    await waitFor('Prometheus says that both fire', async () => {
      const { data } = (await (await fetch(`${url}/api/v1/alerts`)).json()) as {
        data: { alerts: { state: string; labels: { alertname: string } }[] };
      };
      const firing = data.alerts
        .filter(({ state }) => state === 'firing')
        .map(({ labels }) => labels.alertname);
      return ['EndpointErrorRatio', 'ServiceApdex'].every((name) => firing.includes(name));
    });
    expect(new Set(sent('firing').map(({ labels }) => labels.alertname))).toEqual(
      new Set(['EndpointErrorRatio']),
    );
  });

  test('when the cause is gone, the end is told as well', async () => {
    const match = encodeURIComponent('{job="shop/orders"}');
    await fetch(`${url}/api/v1/admin/tsdb/delete_series?match[]=${match}`, { method: 'POST' });
    const [alert] = await waitFor(
      'the webhook has got the end',
      () => sent('resolved'),
      (alerts) => alerts.length > 0,
    );
    expect(alert?.labels.alertname).toBe('EndpointErrorRatio');
  }, 40_000);
});
