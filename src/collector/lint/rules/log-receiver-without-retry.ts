import { componentsOf, effective, placeOf } from '../context.ts';
import { LOG_FILE_RECEIVERS } from '../log-files.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'log-receiver-without-retry',
  severity: 'warning',
  source: contribSource('receiver/filelogreceiver'),
  summary: 'receivers that read logs of the machine wait where the pipeline refuses',
  why: 'By default what the pipeline refuses is dropped and the receiver reads on: when memory_limiter is over its limit, or a queue is full because the backend is away. The lines are still in the file, and nobody reads them again.',
  good: `receivers: { file_log: { include: [./app.log], storage: file_storage, retry_on_failure: { enabled: true } } }
service: { pipelines: { logs: { receivers: [otlp, file_log], processors: [memory_limiter], exporters: [otlp_grpc] } } }`,
  bad: `receivers:
  file_log: # here
    include: [./app.log]
    storage: file_storage
service: { pipelines: { logs: { receivers: [otlp, file_log], processors: [memory_limiter], exporters: [otlp_grpc] } } }
`,
  fixed: `receivers:
  file_log: # here
    include: [./app.log]
    storage: file_storage
    retry_on_failure: { enabled: true }
service: { pipelines: { logs: { receivers: [otlp, file_log], processors: [memory_limiter], exporters: [otlp_grpc] } } }
`,
  *check(context) {
    for (const receiver of LOG_FILE_RECEIVERS.flatMap((type) => componentsOf(context, 'receivers', type))) {
      const key = ['retry_on_failure', 'enabled'];
      if (receiver.pipelines.length === 0 || effective(receiver, key) !== false) continue;
      const path = [...receiver.path, ...key];
      yield {
        place: placeOf(receiver, key),
        path,
        message: 'what the pipeline refuses is dropped, though it could be read again; set it to true',
        fix: [{ do: 'set', path, value: 'true' }],
      };
    }
  },
};
