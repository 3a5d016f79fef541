import type { LintRule } from '../rule.ts';
import { valuesOf } from '../walk.ts';

export const rule: LintRule = {
  id: 'tls-old-version',
  severity: 'warning',
  source: 'https://www.rfc-editor.org/rfc/rfc8996',
  summary: 'TLS is 1.2 or newer',
  why: 'TLS 1.0 and 1.1 are withdrawn: their ciphers can be broken. The default, 1.2, is what every present server has.',
  good: `exporters: { otlp_grpc: { tls: { insecure: true, min_version: "1.2" } } }`,
  bad: `exporters:
  otlp_grpc:
    tls:
      insecure: true
      min_version: "1.0" # here
`,
  fixed: `exporters:
  otlp_grpc:
    tls:
      insecure: true
      min_version: "1.2" # here
`,
  *check(context) {
    for (const { node, path } of valuesOf(context)) {
      const key = path.at(-1);
      const text = typeof node.value === 'string' ? node.value : (node.text ?? '');
      if ((key !== 'min_version' && key !== 'max_version') || !['1.0', '1.1'].includes(text)) continue;
      yield {
        place: node.place,
        path,
        message: `TLS ${text} is broken; use 1.2 or 1.3`,
        fix: [{ do: 'set', path, value: '"1.2"' }],
      };
    }
  },
};
