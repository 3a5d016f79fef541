import { body, MARKDOWN, title } from '../message.ts';
import { inClearText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'teams',
  title: 'Microsoft Teams',
  doc: 'a channel of Microsoft Teams, by a workflow “when a Teams webhook request is received”',
  entries: {
    urlFile: secretFile("the workflow's address"),
    url: inClearText('urlFile'),
    webhookUrl: inClearText('urlFile'),
    webhook_url: inClearText('urlFile'),
  },
  required: ['urlFile'],
  limits:
    'message 28 KB: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  key: 'msteamsv2_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { urlFile: 'webhook_url_file' }),
    title: title(250),
    text: body(MARKDOWN),
  }),
  example: { urlFile: '/etc/alertmanager/secrets/teams' },
};
