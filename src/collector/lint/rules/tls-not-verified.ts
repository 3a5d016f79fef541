import type { LintRule } from '../rule.ts';
import { CONFIG_TLS } from '../sources.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'tls-not-verified',
  severity: 'warning',
  source: CONFIG_TLS,
  summary: 'certificates of servers are verified',
  why: 'With insecure_skip_verify anybody who can answer in place of the server gets the telemetry and the credentials. ca_file takes the certificate of an authority of your own.',
  good: `exporters: { otlp_grpc: { tls: { insecure: true, insecure_skip_verify: false } } }`,
  bad: `exporters:
  otlp_grpc:
    tls:
      insecure_skip_verify: true # here
`,
  *check(context) {
    for (const { node, path } of valuesOf(context))
      if (path.at(-1) === 'insecure_skip_verify' && node.value === true)
        yield {
          place: node.place,
          path,
          message: 'the server may be anybody; give the certificate of its authority in ca_file instead',
        };
  },
};
