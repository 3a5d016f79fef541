import { effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import { networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'timeout-over-retries',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'the timeout of one attempt is shorter than the time for all of them',
  why: 'An attempt that times out after max_elapsed_time was the only one: the batch is dropped without a second try.',
  good: `exporters: { otlp_grpc: { timeout: 10s, retry_on_failure: { max_elapsed_time: 5m } } }`,
  bad: `exporters:
  otlp_grpc:
    timeout: 60s # here
    retry_on_failure: { max_elapsed_time: 60s }
`,
  *check(context) {
    for (const exporter of networkExporters(context)) {
      const timeout = secondsOf(effective(exporter, ['timeout']));
      const all = secondsOf(effective(exporter, ['retry_on_failure', 'max_elapsed_time']));
      if (effective(exporter, ['retry_on_failure', 'enabled']) === false) continue;
      if (timeout && all && timeout >= all)
        yield {
          place: placeOf(exporter, ['timeout']),
          path: [...exporter.path, 'timeout'],
          message: `one attempt takes ${timeout} s, and all together ${all} s (retry_on_failure.max_elapsed_time); shorten it`,
        };
    }
  },
};
