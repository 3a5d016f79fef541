import { body, HTML, PLAIN, title } from '../message.ts';
import { inClearText, plainText } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

export const receiver: ReceiverType = {
  id: 'email',
  title: 'E-mail',
  doc: 'addresses; the server stands in "mail"',
  entries: {
    to: {
      kind: 'one-or-more',
      doc: 'addresses',
      item: plainText('an address such as oncall@example.com', '^[^\\s@,{}<>]+@[^\\s@,{}<>]+$'),
    },
    password: inClearText('mail.passwordFile'),
  },
  required: ['to'],
  limits: 'none; five alerts are shown',
  key: 'email_configs',
  configure: ({ to }) => ({
    send_resolved: true,
    to: (to as readonly string[]).join(', '),
    headers: { Subject: title(200) },
    text: body(PLAIN),
    html: body(HTML),
  }),
  example: { to: ['oncall@example.com'] },
};
