import { effective, placeOf } from '../context.ts';
import { directExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'retries-disabled',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'exporters try again',
  why: 'Without retries one restart of the backend, or one lost connection, drops every batch that is under way.',
  good: `exporters: { otlp_grpc: { retry_on_failure: { enabled: true } } }`,
  bad: `exporters:
  otlp_grpc:
    retry_on_failure: { enabled: false } # here
`,
  fixed: `exporters:
  otlp_grpc:
    retry_on_failure: { enabled: true } # here
`,
  *check(context) {
    for (const exporter of directExporters(context)) {
      const key = ['retry_on_failure', 'enabled'];
      if (effective(exporter, key) !== false) continue;
      const path = [...exporter.path, ...key];
      yield {
        place: placeOf(exporter, key),
        path,
        message: 'a batch that fails once is dropped; leave retries on',
        fix: [{ do: 'set', path, value: 'true' }],
      };
    }
  },
};
