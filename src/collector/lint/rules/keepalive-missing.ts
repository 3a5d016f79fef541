import { valueAt } from '../../document/node.ts';
import type { LintRule } from '../rule.ts';
import { networkServers } from '../servers.ts';
import { CONFIG_GRPC } from '../sources.ts';

export const rule: LintRule = {
  id: 'keepalive-missing',
  severity: 'note',
  source: CONFIG_GRPC,
  summary: 'gRPC connections over the network end now and then',
  why: 'A gRPC connection stays for ever with the Collector that it first met. Without max_connection_age new instances behind a load balancer get no load.',
  good: `receivers: { otlp: { protocols: { grpc: { keepalive: { server_parameters: { max_connection_age: 5m } } } } } }`,
  bad: `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 10.0.0.1:4317 # here
        auth: { authenticator: basicauth }
        tls: { cert_file: cert.pem, key_file: key.pem }
extensions: { basicauth: { htpasswd: { file: users } } }
service: { extensions: [health_check, file_storage, basicauth] }
`,
  *check(context) {
    for (const { component, path, place, node } of networkServers(context)) {
      if (path.at(-1) !== 'grpc') continue;
      if (valueAt(node, ['keepalive', 'server_parameters', 'max_connection_age'])) continue;
      yield {
        place,
        path: [...component.path, ...path],
        message: 'connections never end; set keepalive.server_parameters.max_connection_age, such as 5m',
      };
    }
  },
};
