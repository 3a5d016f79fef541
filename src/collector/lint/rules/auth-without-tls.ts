import { entryOf } from '../../document/node.ts';
import type { LintRule } from '../rule.ts';
import { networkServers } from '../servers.ts';
import { SECURITY } from '../sources.ts';

export const rule: LintRule = {
  id: 'auth-without-tls',
  severity: 'warning',
  source: SECURITY,
  summary: 'credentials are sent over TLS',
  why: 'A receiver that asks for a password or token without TLS has every sender show it to the whole network.',
  good: `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317, auth: { authenticator: basicauth } } } } }
extensions: { basicauth: { htpasswd: { file: users } } }
service: { extensions: [health_check, file_storage, basicauth] }`,
  bad: `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 10.0.0.1:4317
        auth: # here
          authenticator: basicauth
extensions: { basicauth: { htpasswd: { file: users } } }
service: { extensions: [health_check, file_storage, basicauth] }
`,
  *check(context) {
    for (const { component, path, endpoint, node } of networkServers(context)) {
      const auth = entryOf(node, 'auth');
      if (!auth || entryOf(node, 'tls')) continue;
      yield {
        place: auth.key,
        path: [...component.path, ...path, 'auth'],
        message: `credentials come to ${endpoint} in plain text; set tls`,
      };
    }
  },
};
