import { isAllInterfaces } from '../endpoint.ts';
import type { LintRule } from '../rule.ts';
import { extensionServers, receiverServers } from '../servers.ts';
import { SECURITY } from '../sources.ts';

/** They have rules of their own. */
const OTHER_RULES = ['pprof', 'zpages'];

export const rule: LintRule = {
  id: 'listening-on-all-interfaces',
  severity: 'note',
  source: SECURITY,
  summary: 'servers listen where they are needed',
  why: 'At 0.0.0.0 every network that the machine is in reaches the Collector. In a container that is often meant: say so in a comment, or name the address of the pod.',
  good: `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }`,
  bad: `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 0.0.0.0:4317 # here
        auth: { authenticator: basicauth }
        tls: { cert_file: cert.pem, key_file: key.pem }
        keepalive: { server_parameters: { max_connection_age: 5m } }
extensions: { basicauth: { htpasswd: { file: users } } }
service: { extensions: [health_check, file_storage, basicauth] }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of [
      ...receiverServers(context),
      ...extensionServers(context),
    ])
      if (isAllInterfaces(endpoint) && !OTHER_RULES.includes(component.type))
        yield {
          place,
          path: [...component.path, ...path, 'endpoint'],
          message: `"${endpoint}" is every address of the machine; name the one that is needed`,
        };
  },
};
