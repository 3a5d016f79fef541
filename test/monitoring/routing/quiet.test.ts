import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decide, readAlertmanager } from '../../../src/monitoring/index.ts';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { startWebhook, type Webhook } from '../webhook.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';

const binary = await requireServer('alertmanager');
const withAlertmanager = binary ? describe : describe.skip;

/** Two hours from now on for one hour, in UTC. */
const later = (now: number): { from: string; to: string } => {
  const clock = (millis: number): string => new Date(millis).toISOString().slice(11, 16);
  return { from: clock(now + 2 * 3_600_000), to: clock(now + 3 * 3_600_000) };
};

const routing = (now: number): string => `
teams:
  asleep: { page: hook, quietHours: always }
  awake: { page: hook, ticket: hook, quietHours: later }
defaultTeam: asleep
receivers: { hook: { webhook: { urlFile: $SECRETS/hook } } }
grouping: { wait: 1s, interval: 1s }
quietHours:
  always: { timeZone: Europe/Berlin }
  later: ${JSON.stringify({ timeZone: 'UTC', ...later(now) })}
`;

const PRODUCTION = { deployment_environment_name: 'production' };
const STAGING = { deployment_environment_name: 'staging' };

const alertOf = (alertname: string, labels: Record<string, string>) => ({ labels: { alertname, ...labels } });

withAlertmanager('what the real Alertmanager sends, and what it does not', () => {
  let webhook: Webhook;
  let alertmanager: RunningAlertmanager;

  beforeAll(async () => {
    webhook = await startWebhook();
    alertmanager = await startRouted(binary ?? '', routing(Date.now()), { hook: webhook.url });
  }, 60_000);

  afterAll(async () => {
    await alertmanager?.stop();
    await webhook?.close();
  });

  const heardOf = (): Set<string> =>
    new Set(
      webhook.notifications.flatMap(({ alerts }) => alerts.map(({ labels }) => labels.alertname ?? '')),
    );

  test('quiet hours: no ticket, but pages; the hours of another team do not count', async () => {
    await alertmanager.post([
      alertOf('TicketAsleep', { team: 'asleep', severity: 'warning', job: 'a' }),
      alertOf('PageAsleep', { team: 'asleep', severity: 'critical', job: 'b' }),
      alertOf('TicketAwake', { team: 'awake', severity: 'warning', job: 'c' }),
      alertOf('PageAwake', { team: 'awake', severity: 'critical', job: 'd' }),
    ]);
    const muted = await waitFor(
      'the ticket is muted and the others are heard',
      async () => ({
        by: (await alertmanager.suppressed()).get('TicketAsleep') ?? [],
        heard: [...heardOf()],
      }),
      ({ by, heard }) => by.length > 0 && heard.length === 3,
    );
    expect(muted.by).toEqual(['always']);
    expect(heardOf()).toEqual(new Set(['PageAsleep', 'TicketAwake', 'PageAwake']));
  }, 40_000);

  test.each([
    [
      'a page mutes the ticket of the same service, and of no other environment',
      [
        alertOf('Page', {
          severity: 'critical',
          job: 'shop',
          deployment_environment_name: 'production',
          tier: 'service',
        }),
        alertOf('Ticket', {
          severity: 'warning',
          job: 'shop',
          deployment_environment_name: 'production',
          tier: 'service',
        }),
        alertOf('StagingTicket', {
          severity: 'warning',
          job: 'shop',
          deployment_environment_name: 'staging',
          tier: 'service',
          team: 'awake',
        }),
      ],
      { Page: false, Ticket: true, StagingTicket: false },
    ],
    [
      'a page about one machine mutes no ticket about another',
      [
        alertOf('DiskFull', { severity: 'critical', job: 'node', instance: 'a', tier: 'host' }),
        alertOf('DiskFilling', { severity: 'warning', job: 'node', instance: 'a', tier: 'host' }),
        alertOf('ProcessorSaturated', {
          severity: 'warning',
          job: 'node',
          instance: 'b',
          tier: 'host',
          team: 'awake',
        }),
      ],
      { DiskFull: false, DiskFilling: true, ProcessorSaturated: false },
    ],
    [
      'a machine that is down mutes what runs there alone',
      [
        alertOf('HostDown', { severity: 'critical', job: 'node', host: 'web-1', tier: 'host' }),
        alertOf('OnIt', { severity: 'critical', job: 'x', host: 'web-1', tier: 'service' }),
        alertOf('Elsewhere', { severity: 'critical', job: 'y', host: 'web-2', tier: 'service' }),
        alertOf('Nowhere', { severity: 'critical', job: 'z', tier: 'service' }),
      ],
      { HostDown: false, OnIt: true, Elsewhere: false, Nowhere: false },
    ],
    [
      'a Collector that is down mutes absent data, and nothing else',
      [
        alertOf('TargetDown', { severity: 'critical', job: 'collector' }),
        alertOf('ServiceSilent', { severity: 'critical', job: 'q', absent_data: 'true' }),
        alertOf('EndpointErrorRatio', { severity: 'critical', job: 'q' }),
      ],
      { TargetDown: false, ServiceSilent: true, EndpointErrorRatio: false },
    ],
    [
      'a dependency that fails mutes those who ask it, where it fails, and no ticket of another dependency',
      [
        alertOf('DependencyFailing', { ...PRODUCTION, severity: 'critical', dependency: 'db' }),
        alertOf('AsksIt', { ...PRODUCTION, severity: 'critical', job: 'o', dependency: 'db' }),
        alertOf('AsksAnother', { ...PRODUCTION, severity: 'critical', job: 'p', dependency: 'cache' }),
        alertOf('InStaging', { ...STAGING, severity: 'critical', job: 'o', dependency: 'db' }),
        alertOf('AsksNothing', { ...PRODUCTION, severity: 'critical', job: 'r' }),
        alertOf('AnotherIsSlow', { ...PRODUCTION, severity: 'warning', dependency: 'cache', team: 'awake' }),
      ],
      {
        DependencyFailing: false,
        AsksIt: true,
        AsksAnother: false,
        InStaging: false,
        AsksNothing: false,
        AnotherIsSlow: false,
      },
    ],
    [
      'one that is slow mutes tickets, and no page',
      [
        alertOf('DependencySlow', { ...STAGING, severity: 'warning', dependency: 'queue', team: 'awake' }),
        alertOf('SlowTicket', {
          ...STAGING,
          severity: 'warning',
          job: 's',
          dependency: 'queue',
          team: 'awake',
        }),
        alertOf('SlowPage', { ...STAGING, severity: 'critical', job: 't', dependency: 'queue' }),
      ],
      { DependencySlow: false, SlowTicket: true, SlowPage: false },
    ],
  ])(
    '%s',
    async (_, alerts, expected) => {
      await alertmanager.post(alerts);
      const names = Object.keys(expected) as (keyof typeof expected)[];
      await waitFor(
        'each is heard or suppressed',
        async () => {
          const suppressed = await alertmanager.suppressed();
          const heard = heardOf();
          return names.map((name) => ({
            name,
            isSuppressed: suppressed.get(name)?.includes('inhibition') ?? false,
            isHeard: heard.has(name),
          }));
        },
        (states) => states.every(({ isSuppressed, isHeard }) => isSuppressed !== isHeard),
      );
      for (const name of names) expect([name, heardOf().has(name)]).toEqual([name, !expected[name]]);
      // route-test says the same of it.
      const { alertmanager: read } = readAlertmanager(alertmanager.configuration);
      const firing = alerts.map(({ labels }) => labels);
      for (const labels of firing) {
        const decision = read && decide(read, labels, { epochMillis: Date.now(), firing });
        expect([labels.alertname, (decision?.inhibitedBy.length ?? 0) > 0]).toEqual([
          labels.alertname,
          (expected as Record<string, boolean>)[labels.alertname],
        ]);
      }
      await alertmanager.post(alerts.map((alert) => ({ ...alert, isResolved: true })));
    },
    40_000,
  );
});
