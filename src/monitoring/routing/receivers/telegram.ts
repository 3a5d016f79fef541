import type { Shape } from '../../../core/yaml/shape.ts';
import { body, PLAIN, title } from '../message.ts';
import { address, inClearText, renamed, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

const CHAT: Shape = {
  kind: 'refused',
  doc: 'may be the number of a person; put it into a file and name that with "chatIdFile"',
};

export const receiver: ReceiverType = {
  id: 'telegram',
  title: 'Telegram',
  doc: 'a chat of Telegram, by a bot',
  entries: {
    tokenFile: secretFile("the bot's token"),
    chatIdFile: secretFile("the chat's number"),
    apiUrl: address('another server than https://api.telegram.org'),
    token: inClearText('tokenFile'),
    botToken: inClearText('tokenFile'),
    bot_token: inClearText('tokenFile'),
    chatId: CHAT,
    chat_id: CHAT,
  },
  required: ['tokenFile', 'chatIdFile'],
  limits:
    'message 4,096 characters, where Alertmanager cuts it: https://core.telegram.org/bots/api#sendmessage',
  key: 'telegram_configs',
  configure: (settings) => ({
    send_resolved: true,
    ...renamed(settings, { tokenFile: 'bot_token_file', chatIdFile: 'chat_id_file', apiUrl: 'api_url' }),
    // Plain text: Alertmanager cuts it where it is too long, while of HTML it would send nothing of the message.
    parse_mode: '',
    message: `${title(250)}\n\n${body(PLAIN)}`,
  }),
  example: {
    tokenFile: '/etc/alertmanager/secrets/telegram',
    chatIdFile: '/etc/alertmanager/secrets/telegram-chat',
  },
};
