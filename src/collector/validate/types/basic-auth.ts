import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/basicauthextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/basicauthextension/config.go',
  good: 'extensions: { basicauth: { client_auth: { username: a, password: b } } }',
  bad: 'extensions: { basicauth: {} }',
  *check(view) {
    const [server, client] = [view.has('htpasswd'), view.has('client_auth')];
    if (server && client) yield view.fault('has htpasswd and client_auth; expected one of them');
    if (!server && !client)
      yield view.fault('has no credentials; expected htpasswd (server) or client_auth (client)');
  },
};
