import { isPublic } from '../endpoint.ts';
import { isReachedWithout } from '../flow.ts';
import { removesData } from '../removals.ts';
import type { LintRule } from '../rule.ts';
import { REDACTION } from '../sources.ts';
import { exportTargets } from '../targets.ts';

export const rule: LintRule = {
  id: 'redaction-missing',
  severity: 'warning',
  source: REDACTION,
  summary: 'traces and logs are redacted before they leave the network',
  why: 'Addresses, tokens and names of people get into attributes and log lines sooner or later. Once they are with somebody else they cannot be taken back.',
  good: `exporters: { otlp_grpc: { endpoint: "https://otlp.example.com:443", tls: { insecure: false } } }
processors: { redaction: { allow_all_keys: true, blocked_key_patterns: [password] } }
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }`,
  bad: `exporters:
  otlp_grpc:
    endpoint: https://otlp.example.com:443 # here
    tls: { insecure: false }
`,
  *check(context) {
    for (const { component, path, endpoint, place } of exportTargets(context)) {
      if (!isPublic(endpoint)) continue;
      const open = component.pipelines.find(
        (pipeline) =>
          (pipeline.signal === 'traces' || pipeline.signal === 'logs') &&
          isReachedWithout(context, pipeline, (used) => removesData(used.component)),
      );
      if (open)
        yield {
          place,
          path,
          message: `${open.id} leaves the network to ${endpoint} as it came; put a redaction processor before it`,
        };
    }
  },
};
