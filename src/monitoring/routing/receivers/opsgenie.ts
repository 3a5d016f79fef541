import { body, bySeverity, links, ofFirst, PLAIN, title } from '../message.ts';
import { address, inClearText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'opsgenie',
  title: 'Opsgenie',
  doc: 'a team of Opsgenie, by its API integration',
  entries: {
    apiKeyFile: secretFile("the integration's key"),
    apiUrl: address('another endpoint than https://api.opsgenie.com/, as for the EU'),
    apiKey: inClearText('apiKeyFile'),
    api_key: inClearText('apiKeyFile'),
  },
  required: ['apiKeyFile'],
  limits: 'message 130 characters, description 15,000: https://docs.opsgenie.com/docs/alert-api#create-alert',
  key: 'opsgenie_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { apiKeyFile: 'api_key_file', apiUrl: 'api_url' }),
    message: title(130),
    description: body(PLAIN),
    source: 'Alertmanager',
    entity: ofFirst('Labels.service'),
    priority: bySeverity('P1', 'P3'),
    tags: '{{ .CommonLabels.team }},{{ .CommonLabels.severity }}',
    details: Object.fromEntries(links.map(({ href, text }) => [text, href])),
  }),
  example: { apiKeyFile: '/etc/alertmanager/secrets/opsgenie' },
};
