import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type RunningAlertmanager, startRouted } from './running.ts';
import { type Received, type Services, startServices } from './services.ts';

const binary = await requireServer('alertmanager');
const withAlertmanager = binary ? describe : describe.skip;

const routing = (url: string): string => `
teams:
  all: { page: [slack, discord, teams, pagerduty, opsgenie, telegram, sms, webhook] }
grouping: { wait: 1s, interval: 1s, by: [alertname] }
receivers:
  slack: { slack: { urlFile: $SECRETS/slack } }
  discord: { discord: { urlFile: $SECRETS/discord } }
  teams: { teams: { urlFile: $SECRETS/teams } }
  pagerduty: { pagerduty: { routingKeyFile: $SECRETS/key, apiUrl: ${url}/pagerduty } }
  opsgenie: { opsgenie: { apiKeyFile: $SECRETS/key, apiUrl: ${url}/opsgenie/ } }
  telegram: { telegram: { tokenFile: $SECRETS/key, chatIdFile: $SECRETS/chat, apiUrl: ${url}/telegram } }
  sms: { sms: { urlFile: $SECRETS/sms } }
  webhook: { webhook: { urlFile: $SECRETS/webhook } }
`;

/** Long texts of several bytes a character, with what JSON and Markdown have to escape. */
const long = (text: string, characters: number): string => text.repeat(characters).slice(0, characters);

const alertOf = (index: number) => ({
  labels: { alertname: 'Flood', severity: 'critical', team: 'all', index: String(index) },
  annotations: {
    summary: long('größe "x" *日本* ', 2_000),
    description: long('größe <b> & [日本](x) ', 4_000),
    runbook_url: `https://wiki.example/${long('x', 370)}`,
    dashboard_url: `https://grafana.example/${long('y', 370)}`,
    trace_url: `https://jaeger.example/${long('z', 1_000)}`,
  },
});

const characters = (text: string): number => [...text].length;

withAlertmanager('300 alerts with endless texts in one notification', () => {
  let services: Services;
  let alertmanager: RunningAlertmanager;

  beforeAll(async () => {
    services = await startServices();
    const hooks = ['slack', 'discord', 'teams', 'sms', 'webhook'].map((name) => [
      name,
      `${services.url}/${name}`,
    ]);
    alertmanager = await startRouted(binary ?? '', routing(services.url), {
      ...Object.fromEntries(hooks),
      key: 'key',
      chat: '1',
    });
    await alertmanager.post(Array.from({ length: 300 }, (_, index) => alertOf(index)));
    await waitFor(
      'all have heard',
      () => new Set(services.received.map(({ path }) => path.split('/')[1])).size === 8,
    );
  }, 60_000);

  afterAll(async () => {
    await alertmanager?.stop();
    await services?.close();
  });

  const sent = (name: string): Received => {
    const found = services.received.findLast(({ path }) => path.startsWith(`/${name}`));
    if (!found) throw new Error(`${name} got nothing`);
    return found;
  };

  test('Discord: title 256, description 4,096', () => {
    const [{ title, description }] = sent('discord').json.embeds;
    expect(characters(title)).toBeLessThanOrEqual(256);
    expect(characters(description)).toBeLessThanOrEqual(4_096);
  });
  test('Slack: title 1,024, text 40,000', () => {
    const [{ title, text }] = sent('slack').json.attachments;
    expect(characters(title)).toBeLessThanOrEqual(1_024);
    expect(characters(text)).toBeLessThanOrEqual(40_000);
    expect(text).toContain('295 more: http://alertmanager.test');
  });
  // Senders have measured that not all of the 28 KB can be used.
  test('Teams: 21 KB of the 28', () => expect(sent('teams').bytes).toBeLessThan(21_000));
  test('PagerDuty: summary 1,024, event 512 KB, and Alertmanager threw nothing away', () => {
    const { json, bytes } = sent('pagerduty');
    expect(characters(json.payload.summary)).toBeLessThanOrEqual(1_024);
    expect(bytes).toBeLessThan(512_000);
    expect(json.payload.custom_details).not.toHaveProperty('error');
  });
  test('Opsgenie: message 130, description 15,000', () => {
    const { message, description } = sent('opsgenie').json;
    expect(characters(message)).toBeLessThanOrEqual(130);
    expect(characters(description)).toBeLessThanOrEqual(15_000);
  });
  test('Telegram: 4,096', () => {
    const { text } = sent('telegram').json;
    expect(characters(text)).toBeLessThanOrEqual(4_096);
    expect(text).not.toContain('could not be sent');
  });
  test('SMS: 160, and how many there are', () => {
    const { text, alerts } = sent('sms').json;
    expect(characters(text)).toBeLessThanOrEqual(160);
    expect(text).toMatch(/^\[CRITICAL\] .* \(\+\d+\)$/);
    expect(alerts).toBeGreaterThan(1);
  });
  test('webhook: 100 alerts, and how many were left out', () => {
    const { alerts, truncatedAlerts } = sent('webhook').json;
    expect([alerts.length, truncatedAlerts]).toEqual([100, 200]);
  });
});
