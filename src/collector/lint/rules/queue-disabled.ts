import { valueAt } from '../../document/node.ts';
import { placeOf } from '../context.ts';
import { hasQueue, networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'queue-disabled',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'exporters have a queue',
  why: 'Without one every export holds up its pipeline and all that is sent to it, and one slow backend makes senders of all others wait.',
  good: `exporters: { otlp_grpc: { sending_queue: { enabled: true } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      enabled: false # here
`,
  fixed: `exporters:
  otlp_grpc:
    sending_queue:
      enabled: true # here
`,
  *check(context) {
    for (const exporter of networkExporters(context)) {
      const key = ['sending_queue', 'enabled'];
      if (!valueAt(exporter.node, key) || hasQueue(exporter)) continue;
      const path = [...exporter.path, ...key];
      yield {
        place: placeOf(exporter, key),
        path,
        message: 'every export holds up the pipeline; leave the queue on',
        fix: [{ do: 'set', path, value: 'true' }],
      };
    }
  },
};
