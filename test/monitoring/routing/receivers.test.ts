import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';
import { type Received, type Services, startServices } from './services.ts';

const binary = await requireServer('alertmanager');
const withAlertmanager = binary ? describe : describe.skip;

const SECRET = 's3cr3t-0f-th1s-t3st';

const routing = (url: string, mail: string): string => `
teams:
  all: { page: [slack, discord, teams, pagerduty, opsgenie, telegram, sms, webhook, email] }
grouping: { wait: 1s, interval: 1s, by: [alertname] }
watchdog: switch
mail: { from: alerts@example.com, server: "${mail}", username: alerts, passwordFile: $SECRETS/password, tls: false }
receivers:
  slack: { slack: { urlFile: $SECRETS/slack, channel: "#payments" } }
  discord: { discord: { urlFile: $SECRETS/discord } }
  teams: { teams: { urlFile: $SECRETS/teams } }
  pagerduty: { pagerduty: { routingKeyFile: $SECRETS/key, apiUrl: ${url}/pagerduty } }
  opsgenie: { opsgenie: { apiKeyFile: $SECRETS/key, apiUrl: ${url}/opsgenie/ } }
  telegram: { telegram: { tokenFile: $SECRETS/key, chatIdFile: $SECRETS/chat, apiUrl: ${url}/telegram } }
  sms: { sms: { urlFile: $SECRETS/sms, tokenFile: $SECRETS/key, to: payments-oncall } }
  webhook: { webhook: { urlFile: $SECRETS/webhook, tokenFile: $SECRETS/key } }
  email: { email: { to: oncall@example.com } }
  switch: { webhook: { urlFile: $SECRETS/switch } }
`;

const SUMMARY = 'shop/orders: GET /orders/{id} <fails> & *stops*';
const DESCRIPTION = '50% of its requests failed in the last 5 minutes; 1% is the limit.';
const LINKS = {
  runbook_url: 'https://wiki.example/endpoint-error-ratio.md',
  dashboard_url: 'https://grafana.example/d/endpoint-detail?var-service=shop%2Forders&var-route=%2F',
  trace_url: 'https://jaeger.example/search?service=orders&lookback=1h',
};

const ALERT = {
  labels: {
    alertname: 'EndpointErrorRatio',
    severity: 'critical',
    team: 'all',
    service: 'shop/orders',
    user_email: 'somebody@example.org',
  },
  annotations: { summary: SUMMARY, description: DESCRIPTION, ...LINKS },
};

/** Where a receiver's firing and resolved messages go. */
const PATHS: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  slack: [/^\/slack/, /^\/slack/],
  discord: [/^\/discord/, /^\/discord/],
  teams: [/^\/teams/, /^\/teams/],
  pagerduty: [/^\/pagerduty/, /^\/pagerduty/],
  opsgenie: [/^\/opsgenie\/v2\/alerts$/, /^\/opsgenie\/v2\/alerts\/[0-9a-f]+\/close\?/],
  telegram: [/^\/telegram/, /^\/telegram/],
  sms: [/^\/sms/, /^\/sms/],
  webhook: [/^\/webhook/, /^\/webhook/],
};

/** What of a request says that the sender is who it says. */
const credentialOf = ({ path, headers, json }: Received): string =>
  [path, headers.authorization, json.routing_key].join(' ');

withAlertmanager('each receiver hears from the real Alertmanager', () => {
  let services: Services;
  let mailServer: MailServer;
  let alertmanager: RunningAlertmanager;

  beforeAll(async () => {
    services = await startServices();
    mailServer = await startMailServer();
    const hooks = ['slack', 'discord', 'teams', 'webhook', 'switch'].map((name) => [
      name,
      `${services.url}/${name}/${SECRET}`,
    ]);
    alertmanager = await startRouted(binary ?? '', routing(services.url, mailServer.address), {
      ...Object.fromEntries(hooks),
      sms: `${services.url}/sms`,
      key: SECRET,
      password: SECRET,
      chat: '-1001234',
    });
    await alertmanager.post([ALERT, { labels: { alertname: 'Watchdog', severity: 'none', team: 'all' } }]);
    await waitFor(
      'all have heard of the alert',
      () => Object.keys(PATHS).every((name) => first(name, 0)) && mailServer.mails[0],
    );
    await alertmanager.post([{ ...ALERT, isResolved: true }]);
    await waitFor(
      'all have heard that it is over',
      () => Object.keys(PATHS).every((name) => last(name)) && mailServer.mails[1],
    );
  }, 60_000);

  afterAll(async () => {
    await alertmanager?.stop();
    await services?.close();
    await mailServer?.close();
  });

  const to = (name: string, which: 0 | 1): readonly Received[] =>
    services.received.filter(({ path }) => PATHS[name]?.[which].test(path));
  const first = (name: string, which: 0 | 1): Received | undefined => to(name, which)[0];
  /** The resolved message: the second where both go to the same path. */
  const last = (name: string): Received | undefined =>
    name === 'opsgenie' ? first(name, 1) : to(name, 1)[1];
  const both = (name: string) => [first(name, 0)?.json, last(name)?.json];

  test('Slack: title, text with escapes, links and colour', () => {
    const [firing, resolved] = both('slack');
    expect(firing.channel).toBe('#payments');
    expect(firing.attachments[0]).toMatchObject({
      title: `[CRITICAL] ${SUMMARY}`,
      title_link: LINKS.dashboard_url,
      color: 'danger',
      text: [
        '*shop/orders: GET /orders/{id} &lt;fails&gt; &amp; *stops**',
        DESCRIPTION,
        `<${LINKS.runbook_url}|Runbook> <${LINKS.dashboard_url}|Dashboard> <${LINKS.trace_url}|Traces> \n`,
      ].join('\n'),
    });
    expect(resolved.attachments[0]).toMatchObject({ title: `[RESOLVED] ${SUMMARY}`, color: 'good' });
  });

  test('Discord: title, description and colour', () => {
    const [firing, resolved] = both('discord');
    expect(firing.embeds[0]).toMatchObject({ title: `[CRITICAL] ${SUMMARY}`, color: 0x992d22 });
    expect(firing.embeds[0].description).toContain('<fails> & \\*stops\\*');
    expect(firing.embeds[0].description).toContain(`[Runbook](${LINKS.runbook_url})`);
    expect(resolved.embeds[0]).toMatchObject({ title: `[RESOLVED] ${SUMMARY}`, color: 0x2ecc71 });
  });

  test('Teams: an adaptive card', () => {
    const [firing, resolved] = both('teams');
    const textOf = (message: { attachments: { content: { body: { text: string }[] } }[] }): string[] =>
      message.attachments[0]?.content.body.map(({ text }) => text) ?? [];
    expect(textOf(firing)[0]).toBe(`[CRITICAL] ${SUMMARY}`);
    expect(textOf(firing)[1]).toContain(`[Dashboard](${LINKS.dashboard_url})`);
    expect(textOf(resolved)[0]).toBe(`[RESOLVED] ${SUMMARY}`);
  });

  test('PagerDuty: one incident that is triggered and resolved, without the labels', () => {
    const [firing, resolved] = both('pagerduty');
    expect(firing).toMatchObject({
      routing_key: SECRET,
      event_action: 'trigger',
      links: [
        { href: LINKS.runbook_url, text: 'Runbook' },
        { href: LINKS.dashboard_url, text: 'Dashboard' },
        { href: LINKS.trace_url, text: 'Traces' },
      ],
      payload: {
        summary: `[CRITICAL] ${SUMMARY}`,
        severity: 'critical',
        source: 'shop/orders',
        class: 'EndpointErrorRatio',
      },
    });
    expect(firing.payload.custom_details.firing).toContain(DESCRIPTION);
    expect([resolved.event_action, resolved.dedup_key]).toEqual(['resolve', firing.dedup_key]);
  });

  test('Opsgenie: an alert that is created and closed', () => {
    const [firing] = both('opsgenie');
    expect(firing).toMatchObject({
      message: `[CRITICAL] ${SUMMARY}`,
      priority: 'P1',
      entity: 'shop/orders',
      tags: ['all', 'critical'],
    });
    expect(firing.description).toContain(DESCRIPTION);
    expect(firing.details).toMatchObject({ Runbook: LINKS.runbook_url });
    expect(last('opsgenie')?.path).toContain(firing.alias);
  });

  test('Telegram: plain text in the chat of the file', () => {
    const [firing, resolved] = both('telegram');
    expect(firing).toMatchObject({ chat_id: '-1001234' });
    expect(firing.text).toContain(
      `[CRITICAL] ${SUMMARY}\n\n${SUMMARY}\n${DESCRIPTION}\nRunbook: ${LINKS.runbook_url}`,
    );
    expect(resolved.text).toContain('[RESOLVED]');
  });

  test('SMS: the payload of the documentation, in 160 characters', () => {
    const [firing, resolved] = both('sms');
    expect(firing).toEqual({
      to: 'payments-oncall',
      text: `[CRITICAL] ${SUMMARY}`,
      status: 'firing',
      severity: 'critical',
      service: 'shop/orders',
      alerts: 1,
    });
    expect(resolved).toMatchObject({ status: 'resolved', text: `[RESOLVED] ${SUMMARY}` });
  });

  test('webhook: what Alertmanager says itself', () => {
    const [firing, resolved] = both('webhook');
    expect(firing).toMatchObject({ version: '4', status: 'firing', alerts: [ALERT] });
    expect(resolved.status).toBe('resolved');
  });

  test('e-mail: subject, text and HTML, with login', () => {
    const [firing, resolved] = mailServer.mails;
    expect(firing).toMatchObject({
      from: 'alerts@example.com',
      to: ['oncall@example.com'],
      login: `alerts:${SECRET}`,
    });
    expect(firing?.text).toContain(`Subject: [CRITICAL] ${SUMMARY}`);
    expect(firing?.text).toContain(`Runbook: ${LINKS.runbook_url}`);
    expect(firing?.text).toContain('<b>shop/orders: GET /orders/{id} &lt;fails&gt; &amp; *stops*</b>');
    expect(resolved?.text).toContain('Subject: [RESOLVED]');
  });

  test('the watchdog is heard at once, and by the dead man’s switch alone', () => {
    const about = services.received.filter(({ json }) => JSON.stringify(json).includes('Watchdog'));
    expect(about.length).toBeGreaterThan(0);
    expect(about.every(({ path }) => path.startsWith('/switch/'))).toBe(true);
  });

  test.each(Object.keys(PATHS))('%s: the secret is where it belongs', (name) => {
    for (const request of [first(name, 0), last(name)])
      expect(request && credentialOf(request)).toContain(SECRET);
  });

  test('no log has a secret, and no message but the generic webhook a label that nobody asked for', () => {
    expect(alertmanager.server.output()).toContain('level=');
    expect(alertmanager.server.output()).not.toContain(SECRET);
    const others = services.received.filter(({ path }) => !/^\/(?:webhook|opsgenie)/.test(path));
    expect(JSON.stringify(others.map(({ json }) => json))).not.toContain('somebody@example.org');
    expect(JSON.stringify(mailServer.mails)).not.toContain('somebody@example.org');
  });
});
