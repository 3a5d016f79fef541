import { componentsOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { networkServers } from '../servers.ts';
import { SECURITY } from '../sources.ts';

export const rule: LintRule = {
  id: 'otlp-both-protocols-exposed',
  severity: 'note',
  source: SECURITY,
  summary: 'an OTLP receiver opens to the network only the protocol that is used',
  why: 'A port that nobody sends to is one more that somebody can attack. Most senders use one of gRPC and HTTP.',
  good: `receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 }, http: { endpoint: 127.0.0.1:4318 } } } }`,
  bad: `receivers:
  otlp: # here
    protocols:
      grpc: { endpoint: "10.0.0.1:4317" }
      http: { endpoint: "10.0.0.1:4318" }
`,
  *check(context) {
    const open = networkServers(context);
    for (const receiver of componentsOf(context, 'receivers', 'otlp')) {
      const ports = open.filter(({ component }) => component === receiver).map(({ endpoint }) => endpoint);
      if (ports.length > 1)
        yield {
          place: receiver.key,
          path: receiver.path,
          message: `${ports.join(' and ')} are open to the network; keep the one that is used`,
        };
    }
  },
};
