import { body, ofFirst, SLACK, title } from '../message.ts';
import { inClearText, plainText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'slack',
  title: 'Slack',
  doc: 'a channel of Slack, by an incoming webhook or a bot',
  entries: {
    urlFile: secretFile("the incoming webhook's address"),
    tokenFile: secretFile("a bot's token; it needs chat:write, and the channel is needed too"),
    channel: plainText('a channel such as #payments', '^[#@]?[^\\s{}]+$'),
    url: inClearText('urlFile'),
    apiUrl: inClearText('urlFile'),
    api_url: inClearText('urlFile'),
    token: inClearText('tokenFile'),
  },
  required: [],
  limits:
    'title 1,024 characters, text 40,000: https://docs.slack.dev/reference/methods/chat.postMessage#truncating',
  key: 'slack_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { urlFile: 'api_url_file', tokenFile: 'app_token_file', channel: 'channel' }),
    title: title(250),
    title_link: ofFirst('Annotations.dashboard_url'),
    fallback: title(250),
    text: body(SLACK),
    footer: '{{ .CommonLabels.team }}',
  }),
  example: { urlFile: '/etc/alertmanager/secrets/slack', channel: '#payments' },
};
