import { body, MARKDOWN, title } from '../message.ts';
import { inClearText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'discord',
  title: 'Discord',
  doc: 'a channel of Discord, by a webhook',
  entries: {
    urlFile: secretFile("the webhook's address"),
    url: inClearText('urlFile'),
    webhookUrl: inClearText('urlFile'),
    webhook_url: inClearText('urlFile'),
  },
  required: ['urlFile'],
  limits:
    'title 256 characters, description 4,096, where Alertmanager cuts it: https://docs.discord.com/developers/resources/message#embed-object-embed-limits',
  key: 'discord_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { urlFile: 'webhook_url_file' }),
    title: title(250),
    message: body(MARKDOWN),
  }),
  example: { urlFile: '/etc/alertmanager/secrets/discord' },
};
