import { entryOf } from '../../document/node.ts';
import type { LintRule } from '../rule.ts';
import { networkServers } from '../servers.ts';
import { SECURITY } from '../sources.ts';

/** Receivers whose servers can ask who sends. */
const WITH_AUTH = ['otlp', 'jaeger', 'zipkin', 'otlp_json', 'opencensus', 'webhook_event', 'splunk_hec'];

export const rule: LintRule = {
  id: 'receiver-without-auth',
  severity: 'warning',
  source: SECURITY,
  summary: 'who sends over the network says who it is',
  why: 'Whoever reaches the port can send as much as it likes under the name of any service, and all of it is stored and paid for.',
  good: `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }`,
  bad: `receivers:
  otlp:
    protocols:
      grpc:
        endpoint: 10.0.0.1:4317 # here
`,
  *check(context) {
    for (const { component, path, endpoint, place, node } of networkServers(context)) {
      const tls = entryOf(node, 'tls')?.value;
      if (!WITH_AUTH.includes(component.type) || entryOf(node, 'auth') || entryOf(tls, 'client_ca_file'))
        continue;
      yield {
        place,
        path: [...component.path, ...path, 'endpoint'],
        message: `"${endpoint}" takes data from everybody; set auth.authenticator, or tls.client_ca_file`,
      };
    }
  },
};
