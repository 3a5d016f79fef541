import { placeOf } from '../context.ts';
import { hasStorage, queuedExporters } from '../network-exporters.ts';
import type { LintRule } from '../rule.ts';
import { RESILIENCY } from '../sources.ts';

export const rule: LintRule = {
  id: 'queue-without-storage',
  severity: 'note',
  source: RESILIENCY,
  summary: 'what waits for a backend is on disk',
  why: 'A queue in memory is lost with every restart, and while the backend is away it is full the sooner, because memory is dear.',
  good: `exporters: { otlp_grpc: { sending_queue: { storage: file_storage } } }`,
  bad: `exporters:
  otlp_grpc:
    sending_queue: # here
      storage:
`,
  *check(context) {
    for (const exporter of queuedExporters(context))
      if (!hasStorage(exporter))
        yield {
          place: placeOf(exporter, ['sending_queue']),
          path: [...exporter.path, 'sending_queue'],
          message:
            'is in memory, and lost with a restart; name a storage extension such as file_storage in storage',
        };
  },
};
