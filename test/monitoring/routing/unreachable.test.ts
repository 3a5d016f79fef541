import { describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { startRouted } from './running.ts';

const binary = await requireServer('alertmanager');
const withAlertmanager = binary ? describe : describe.skip;

const SECRET = 's3cr3t-0f-th1s-t3st';
/** As Alertmanager names them. Telegram is left out: its errors have the address with the token. */
const INTEGRATIONS = ['webhook', 'slack', 'discord', 'msteamsv2', 'pagerduty', 'opsgenie', 'email'];

withAlertmanager('services that cannot be reached', () => {
  test('are in the log, and secrets are not', async () => {
    const [port = 0] = await freePorts(1);
    const address = `http://127.0.0.1:${port}`;
    const alertmanager = await startRouted(
      binary ?? '',
      `
teams: { all: { page: [webhook, sms, slack, discord, teams, pagerduty, opsgenie, email] } }
grouping: { wait: 1s, interval: 1s }
mail: { from: alerts@example.com, server: "127.0.0.1:${port}", username: alerts, passwordFile: $SECRETS/key, tls: false }
receivers:
  webhook: { webhook: { urlFile: $SECRETS/url, tokenFile: $SECRETS/key } }
  sms: { sms: { urlFile: $SECRETS/url, tokenFile: $SECRETS/key } }
  slack: { slack: { urlFile: $SECRETS/url } }
  discord: { discord: { urlFile: $SECRETS/url } }
  teams: { teams: { urlFile: $SECRETS/url } }
  pagerduty: { pagerduty: { routingKeyFile: $SECRETS/key, apiUrl: ${address} } }
  opsgenie: { opsgenie: { apiKeyFile: $SECRETS/key, apiUrl: ${address} } }
  email: { email: { to: oncall@example.com } }
`,
      { url: `${address}/${SECRET}`, key: SECRET },
    );
    try {
      await alertmanager.post([{ labels: { alertname: 'Unheard', severity: 'critical' } }]);
      const failed = (): string[] =>
        INTEGRATIONS.filter((name) => alertmanager.server.output().includes(`integration=${name}[0]`));
      await waitFor('all have failed', failed, (names) => names.length === INTEGRATIONS.length);
      expect(alertmanager.server.output()).not.toContain(SECRET);
    } finally {
      await alertmanager.stop();
    }
  }, 60_000);
});
