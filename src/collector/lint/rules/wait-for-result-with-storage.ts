import { effective, placeOf } from '../context.ts';
import { hasStorage, networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'wait-for-result-with-storage',
  severity: 'error',
  source: EXPORTER_HELPER,
  summary: 'a queue on disk does not make senders wait for the result',
  why: 'A queue on disk answers when the data is on disk; there is no result to wait for.',
  good: `exporters: { otlp_grpc: { sending_queue: { storage: file_storage } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      wait_for_result: true # here
      num_consumers: 4
`,
  fixed: `exporters:
  otlp_grpc:
    sending_queue:
      # here
      num_consumers: 4
`,
  isRefused: true,
  *check(context) {
    for (const exporter of networkExporters(context)) {
      const key = ['sending_queue', 'wait_for_result'];
      if (!hasStorage(exporter) || effective(exporter, key) !== true) continue;
      const path = [...exporter.path, ...key];
      yield {
        place: placeOf(exporter, key),
        path,
        message: 'does not go with storage; remove one of them',
        fix: [{ do: 'remove', path }],
      };
    }
  },
};
