import { title } from '../message.ts';
import { inClearText, plainText, secretFile } from '../receiver-shapes.ts';
import type { ReceiverType } from '../receiver-type.ts';

/** One text message of the GSM alphabet: https://www.3gpp.org/dynareport/23038.htm */
const SMS_CHARACTERS = 160;

/** Alertmanager reads what the template gives as YAML, of which JSON is a part. */
const payload = (to: unknown): string => {
  const made = title(SMS_CHARACTERS);
  const at = made.lastIndexOf('{{');
  const text = made.slice(at).replace(/ \}\}$/, ' | toJson }}');
  return (
    `${made.slice(0, at)}{"to": ${JSON.stringify(to ?? 'oncall')}, "text": ${text}, "status": {{ .Status | toJson }}, ` +
    '"severity": {{ or $first.Labels.severity "" | toJson }}, "service": {{ or $first.Labels.service "" | toJson }}, ' +
    '"alerts": {{ len $alerts }}}'
  );
};

export const receiver: ReceiverType = {
  id: 'sms',
  title: 'SMS',
  doc: 'a gateway for text messages that takes JSON: {"to", "text", "status", "severity", "service", "alerts"}',
  entries: {
    urlFile: secretFile("the gateway's address"),
    tokenFile: secretFile('a token, sent as “Authorization: Bearer”'),
    to: plainText(
      'a list of people that the gateway knows; a number does not belong here',
      '^(?!\\+?[\\d\\s()-]+$)[^{}]+$',
    ),
    url: inClearText('urlFile'),
    token: inClearText('tokenFile'),
  },
  required: ['urlFile'],
  limits: 'text 160 characters: https://www.3gpp.org/dynareport/23038.htm',
  key: 'webhook_configs',
  configure: ({ urlFile, tokenFile, to }) => ({
    send_resolved: true,
    url_file: urlFile,
    ...(tokenFile !== undefined && { http_config: { authorization: { credentials_file: tokenFile } } }),
    payload: payload(to),
  }),
  example: {
    urlFile: '/etc/alertmanager/secrets/sms-url',
    tokenFile: '/etc/alertmanager/secrets/sms-token',
    to: 'payments-oncall',
  },
};
