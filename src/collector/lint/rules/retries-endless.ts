import { effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import { networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'retries-endless',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'exporters give up at some time',
  why: 'With max_elapsed_time 0 a batch that the backend never takes keeps its place among the consumers of the queue for ever; as many such batches as there are consumers, and nothing is exported any more.',
  good: `exporters: { otlp_grpc: { retry_on_failure: { max_elapsed_time: 1h } } }`,
  bad: `exporters:
  otlp_grpc:
    retry_on_failure:
      max_elapsed_time: 0 # here
`,
  *check(context) {
    for (const exporter of networkExporters(context)) {
      const key = ['retry_on_failure', 'max_elapsed_time'];
      if (effective(exporter, ['retry_on_failure', 'enabled']) === false) continue;
      if (secondsOf(effective(exporter, key)) === 0)
        yield {
          place: placeOf(exporter, key),
          path: [...exporter.path, ...key],
          message: 'retries never end; set a time after which a batch is given up, such as 1h',
        };
    }
  },
};
