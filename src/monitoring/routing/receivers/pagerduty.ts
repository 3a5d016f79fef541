import { body, bySeverity, links, ofFirst, PLAIN, title } from '../message.ts';
import { address, inClearText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'pagerduty',
  title: 'PagerDuty',
  doc: 'a service of PagerDuty, by its integration “Events API v2”',
  entries: {
    routingKeyFile: secretFile('the integration key'),
    apiUrl: address('another endpoint than https://events.pagerduty.com/v2/enqueue'),
    routingKey: inClearText('routingKeyFile'),
    routing_key: inClearText('routingKeyFile'),
    serviceKey: inClearText('routingKeyFile'),
  },
  required: ['routingKeyFile'],
  limits: 'summary 1,024 characters, event 512 KB: https://developer.pagerduty.com/docs/send-alert-event',
  key: 'pagerduty_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { routingKeyFile: 'routing_key_file', apiUrl: 'url' }),
    description: title(500),
    severity: bySeverity('critical', 'warning'),
    source: ofFirst('Labels.service'),
    component: ofFirst('Labels.service'),
    class: '{{ .CommonLabels.alertname }}',
    group: '{{ .CommonLabels.team }}',
    client: 'Alertmanager',
    client_url: '{{ .ExternalURL }}',
    links,
    // The defaults have every label of every alert.
    details: { firing: body(PLAIN), resolved: '{{ .Alerts.Resolved | len }}' },
  }),
  example: { routingKeyFile: '/etc/alertmanager/secrets/pagerduty' },
};
