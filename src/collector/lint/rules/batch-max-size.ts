import { componentsOf, effective, placeOf } from '../context.ts';
import { hasQueue, isSet, networkExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { BATCH } from '../sources.ts';

export const rule: LintRule = {
  id: 'batch-max-size',
  severity: 'warning',
  source: BATCH,
  summary: 'batches have a largest size',
  why: 'Without one a batch is as large as what comes in at once. Servers refuse large requests (gRPC takes 4 MiB unless told otherwise), and a refused batch is dropped as a whole.',
  good: `exporters: { otlp_grpc: { sending_queue: { batch: { min_size: 1000, max_size: 8192 } } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue:
      batch: # here
        max_size: 0
`,
  fixed: `exporters:
  otlp_grpc:
    sending_queue:
      batch: # here
        max_size: 8192
`,
  *check(context) {
    for (const batch of componentsOf(context, 'processors', 'batch')) {
      if (batch.pipelines.length === 0 || effective(batch, ['send_batch_max_size']) !== 0) continue;
      const size = effective(batch, ['send_batch_size']);
      const path = [...batch.path, 'send_batch_max_size'];
      yield {
        place: placeOf(batch, ['send_batch_max_size']),
        path,
        message: 'batches have no largest size; set one that the server takes, from send_batch_size on',
        ...(typeof size === 'number' && size > 0 ? { fix: [{ do: 'set', path, value: String(size) }] } : {}),
      };
    }
    for (const exporter of networkExporters(context)) {
      const key = ['sending_queue', 'batch'];
      if (!hasQueue(exporter) || !isSet(exporter, key)) continue;
      if (effective(exporter, [...key, 'max_size'])) continue;
      // In bytes the default would be far too small.
      const sizer = effective(exporter, [...key, 'sizer']) ?? effective(exporter, ['sending_queue', 'sizer']);
      const least = Number(effective(exporter, [...key, 'min_size']) ?? 8192);
      const path = [...exporter.path, ...key, 'max_size'];
      yield {
        place: placeOf(exporter, key),
        path,
        message: 'batches have no largest size; set one that the server takes, from min_size on',
        ...(sizer === 'bytes' ? {} : { fix: [{ do: 'set', path, value: String(Math.max(least, 8192)) }] }),
      };
    }
  },
};
