import type { LintRule } from '../rule.ts';
import { CONFIG_HTTP } from '../sources.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'cors-any-origin',
  severity: 'warning',
  source: CONFIG_HTTP,
  summary: 'browsers may send from the origins that are named',
  why: 'With a wildcard every page on the internet can send telemetry in the name of whoever looks at it. "*" alone does not even work: answers allow credentials, and browsers refuse that together.',
  good: `receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318", cors: { allowed_origins: ["https://*.example.com"] } } } } }`,
  bad: `receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:4318
        cors:
          allowed_origins:
            - https://* # here
`,
  *check(context) {
    for (const { node, path } of valuesOf(context))
      if (path.at(-2) === 'allowed_origins' && /^(https?:\/\/)?\*(:\*)?$/.test(String(node.value)))
        yield {
          place: node.place,
          path,
          message: `"${node.value}" is every page there is; name the origins`,
        };
  },
};
