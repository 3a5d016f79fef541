import { inClearText, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

const MAX_ALERTS = 100;

export const receiver: ReceiverType = {
  id: 'webhook',
  title: 'Webhook',
  doc: "an address that takes Alertmanager's own JSON",
  entries: {
    urlFile: secretFile('the address'),
    tokenFile: secretFile('a token, sent as “Authorization: Bearer”'),
    maxAlerts: {
      kind: 'number',
      doc: `most alerts of a notification, ${MAX_ALERTS} by default`,
      min: 1,
      max: 10_000,
    },
    url: inClearText('urlFile'),
    token: inClearText('tokenFile'),
  },
  required: ['urlFile'],
  limits: `${MAX_ALERTS} alerts: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config`,
  key: 'webhook_configs',
  configure: ({ urlFile, tokenFile, maxAlerts }) => ({
    // The address may carry a secret, so it is neither in this file nor on a command line.
    url_file: urlFile,
    ...(tokenFile !== undefined && { http_config: { authorization: { credentials_file: tokenFile } } }),
    send_resolved: true,
    max_alerts: maxAlerts ?? MAX_ALERTS,
  }),
  example: { urlFile: '/etc/alertmanager/secrets/webhook' },
};
