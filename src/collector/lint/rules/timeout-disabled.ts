import { effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import { directExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'timeout-disabled',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'exports have a timeout',
  why: 'With timeout 0 a backend that takes the connection and never answers holds the consumers of the queue for ever.',
  good: `exporters: { otlp_grpc: { timeout: 10s } }`,
  bad: `exporters:
  otlp_grpc:
    timeout: 0s # here
`,
  *check(context) {
    for (const exporter of directExporters(context))
      if (secondsOf(effective(exporter, ['timeout'])) === 0)
        yield {
          place: placeOf(exporter, ['timeout']),
          path: [...exporter.path, 'timeout'],
          message: 'an export may take for ever; set a time, such as 10s',
        };
  },
};
