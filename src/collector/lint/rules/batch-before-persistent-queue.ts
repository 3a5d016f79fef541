import { usedIn } from '../context.ts';
import { hasStorage } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'batch-before-persistent-queue',
  severity: 'warning',
  source: EXPORTER_HELPER,
  summary: 'nothing waits in a batch processor before a queue on disk',
  why: 'The sender is told that its data has arrived when the batch processor has it, in memory. What is there when the Collector dies never reaches the queue on disk. Batches of the queue (sending_queue.batch) are made from what is on disk.',
  good: `exporters: { otlp_grpc: { sending_queue: { storage: file_storage, batch: { max_size: 8192 } } } }`,
  bad: `processors: { batch: { send_batch_max_size: 8192 } }
service:
  pipelines:
    traces:
      processors:
        - memory_limiter
        - batch # here
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const stored = usedIn(context, pipeline, 'exporters').find(({ component }) => hasStorage(component));
      if (!stored) continue;
      for (const { component, place, path, id } of usedIn(context, pipeline, 'processors'))
        if (component.type === 'batch')
          yield {
            place,
            path,
            message: `what waits in "${id}" is lost with the process, before the queue of ${stored.id} on disk has it; use sending_queue.batch of the exporter instead`,
          };
    }
  },
};
