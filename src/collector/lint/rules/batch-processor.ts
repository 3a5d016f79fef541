import { batchersOf } from '../batchers.ts';
import { usedIn } from '../context.ts';
import { hasQueue, hasStorage } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { EXPORTER_HELPER } from '../sources.ts';

export const rule: LintRule = {
  id: 'batch-processor',
  severity: 'note',
  source: EXPORTER_HELPER,
  summary: 'exporters make their batches themselves where they can',
  why: 'A batch processor answers before the data has gone anywhere, so an error never reaches the sender. With sending_queue.batch each exporter has batches of the size that suits it, made behind its queue.',
  good: `exporters: { otlp_grpc: { sending_queue: { batch: { min_size: 8192, max_size: 8192 } } } }`,
  bad: `processors: { batch: { send_batch_max_size: 8192 } }
exporters: { otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { num_consumers: 4 } } }
service:
  pipelines:
    traces:
      processors: [memory_limiter, batch] # here
      exporters: [otlp_http]
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const exporters = batchersOf(pipeline, context);
      if (exporters.some((each) => each.kind === 'connectors' || !hasQueue(each) || hasStorage(each)))
        continue;
      for (const { component, place, path, id } of usedIn(context, pipeline, 'processors'))
        if (component.type === 'batch')
          yield {
            place,
            path,
            message: `"${id}": every exporter here that needs batches has sending_queue.batch; use that instead`,
          };
    }
  },
};
