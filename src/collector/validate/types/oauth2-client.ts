import type { TypeRule } from '../type-rule.ts';

const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

export const rule: TypeRule = {
  type: 'extension/oauth2clientauthextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/oauth2clientauthextension/config.go',
  good: 'extensions: { oauth2client: { client_id: a, client_secret: b, token_url: "https://a/token" } }',
  bad: 'extensions: { oauth2client: { client_id: a, token_url: "https://a/token" } }',
  *check(view) {
    const isMissing = (key: string): boolean => view.text(key) === '' && view.text(`${key}_file`) === '';
    const secret = view.text('grant_type') === JWT ? 'client_certificate_key' : 'client_secret';
    for (const key of ['client_id', secret])
      if (isMissing(key)) yield view.fault(`is missing; expected it or ${key}_file`, key);
    if (view.text('token_url') === '')
      yield view.fault('is missing; expected the URL of the tokens', 'token_url');
  },
};
