import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { knownAlerts, type Labels } from '../../../src/monitoring/index.ts';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { startWebhook, type Webhook } from '../webhook.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';

const binary = await requireServer('alertmanager');
const withAlertmanager = binary ? describe : describe.skip;

const ROUTING = `
teams: { application: { page: hook }, platform: { page: hook } }
defaultTeam: platform
receivers: { hook: { webhook: { urlFile: $SECRETS/hook } } }
grouping: { wait: 5s, interval: 3s }
`;

/** Labels of an alert of the catalogue for one of many services. */
const forService = (alertname: string, service: string, more: Labels): Labels => {
  const known = knownAlerts().find((labels) => labels.alertname === alertname);
  if (!known) throw new Error(`there is no alert ${alertname}`);
  return { ...known, job: service, service, ...more };
};

const services = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `shop/service-${index}`);

/** All that is wrong with services whose machine is gone: absent data, latency, error rates. */
const CONSEQUENCES = [
  'ServiceSilent',
  'ServiceThroughputDrop',
  'EndpointErrorRatio',
  'EndpointLatency',
  'SloDataAbsent',
];

const STORMS = [
  {
    cause: 'a machine is down',
    root: {
      alertname: 'HostDown',
      severity: 'critical',
      team: 'platform',
      tier: 'host',
      job: 'node',
      host: 'web-1',
    },
    storm: services(100).flatMap((service) =>
      CONSEQUENCES.map((name) => forService(name, service, { host: 'web-1' })),
    ),
  },
  {
    cause: 'the Collector is down',
    root: {
      alertname: 'TargetDown',
      severity: 'critical',
      team: 'platform',
      tier: 'pipeline',
      job: 'collector',
      instance: 'collector:8888',
    },
    storm: services(250).flatMap((service) =>
      ['ServiceSilent', 'SloDataAbsent'].map((name) => forService(name, service, {})),
    ),
  },
];

withAlertmanager('a storm of 500 alerts', () => {
  let webhook: Webhook;
  let alertmanager: RunningAlertmanager;

  beforeEach(async () => {
    webhook = await startWebhook();
    alertmanager = await startRouted(binary ?? '', ROUTING, { hook: webhook.url });
  }, 60_000);

  afterEach(async () => {
    await alertmanager?.stop();
    await webhook?.close();
  });

  const counts = async (): Promise<{ alerts: number; suppressed: number }> => {
    const alerts = (await (await fetch(`${alertmanager.url}/api/v2/alerts`)).json()) as {
      status: { state: string };
    }[];
    return {
      alerts: alerts.length,
      suppressed: alerts.filter(({ status }) => status.state === 'suppressed').length,
    };
  };

  test.each(STORMS)(
    'because $cause: one notification, and one when it is over',
    async ({ root, storm }) => {
      expect(storm.length).toBe(500);
      // The consequences come first, as from a Prometheus that evaluates their groups before that of the cause.
      for (let from = 0; from < storm.length; from += 100)
        await alertmanager.post(storm.slice(from, from + 100).map((labels) => ({ labels })));
      await alertmanager.post([{ labels: root }]);
      await waitFor(
        'every consequence is suppressed',
        counts,
        ({ alerts, suppressed }) => alerts === 501 && suppressed === 500,
      );
      await waitFor('the cause is told', () => webhook.notifications.length > 0);
      await alertmanager.post([...storm, root].map((labels) => ({ labels, isResolved: true })));
      await waitFor('its end is told', () =>
        webhook.notifications.some(({ status }) => status === 'resolved'),
      );
      expect(
        webhook.notifications.map(({ status, alerts }) => [
          status,
          alerts.map(({ labels }) => labels.alertname),
        ]),
      ).toEqual([
        ['firing', [root.alertname]],
        ['resolved', [root.alertname]],
      ]);
    },
    60_000,
  );

  test('without the rules it would be one for each alert and service', async () => {
    const { storm } = STORMS[1] as (typeof STORMS)[number];
    await alertmanager.post(storm.slice(0, 40).map((labels) => ({ labels })));
    await waitFor('each group is told', () => webhook.notifications.length >= 40);
  }, 60_000);
});
