import { effective, usedIn } from '../context.ts';
import { hasQueue, networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { BATCH } from '../sources.ts';

export const rule: LintRule = {
  id: 'batch-loses-rejected',
  severity: 'warning',
  source: BATCH,
  summary: 'what an exporter rejects comes back to the sender, without a batch processor between them',
  why: 'A batch processor has said yes to the sender before the exporter says no, and drops the batch. Where the exporter has no queue of its own, or waits for the result, that loses what the sender would have sent again.',
  good: 'exporters: { otlp_grpc: { sending_queue: { storage: file_storage, batch: { max_size: 8192 } } } }',
  bad: `processors: { batch: { send_batch_max_size: 8192 } }
exporters: { otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { wait_for_result: true } } }
service:
  pipelines:
    traces:
      processors: [memory_limiter, batch] # here
      exporters: [otlp_http]
`,
  *check(context) {
    const exporters = networkExporters(context);
    for (const pipeline of context.pipelines) {
      const answering = usedIn(context, pipeline, 'exporters').find(
        ({ component }) =>
          exporters.includes(component) &&
          component.schema?.defaults?.sending_queue !== undefined &&
          (!hasQueue(component) || effective(component, ['sending_queue', 'wait_for_result']) === true),
      );
      if (!answering) continue;
      for (const { component, place, path, id } of usedIn(context, pipeline, 'processors'))
        if (component.type === 'batch')
          yield {
            place,
            path,
            message: `what ${answering.id} rejects is dropped in "${id}", and no sender hears of it; use sending_queue.batch of the exporter instead`,
          };
    }
  },
};
