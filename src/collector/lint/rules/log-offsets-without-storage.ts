import { valueAt } from '../../document/node.ts';
import { type Component, componentsOf, effective, placeOf } from '../context.ts';
import { LOG_FILE_RECEIVERS } from '../log-files.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

/** A variable may have one where it runs. */
const hasStorage = ({ node }: Component): boolean => {
  const storage = valueAt(node, ['storage']);
  return (
    storage !== undefined && !(storage.kind === 'scalar' && storage.value === null && !storage.isExpanded)
  );
};

export const rule: LintRule = {
  id: 'log-offsets-without-storage',
  severity: 'note',
  source: contribSource('receiver/filelogreceiver'),
  summary: 'receivers that read logs of the machine know after a restart where they were',
  why: 'Without storage the place in each file is in memory. After a restart a receiver begins at the end, and what was written meanwhile is lost, or with start_at: beginning at the first line, and all is sent twice.',
  good: `receivers: { file_log: { include: [./app.log], storage: file_storage, retry_on_failure: { enabled: true } } }
service: { pipelines: { logs: { receivers: [otlp, file_log], processors: [memory_limiter], exporters: [otlp_grpc] } } }`,
  bad: `receivers:
  file_log: # here
    include: [./app.log]
    retry_on_failure: { enabled: true }
service: { pipelines: { logs: { receivers: [otlp, file_log], processors: [memory_limiter], exporters: [otlp_grpc] } } }
`,
  *check(context) {
    for (const receiver of LOG_FILE_RECEIVERS.flatMap((type) => componentsOf(context, 'receivers', type))) {
      if (receiver.pipelines.length === 0 || hasStorage(receiver)) continue;
      const lost =
        effective(receiver, ['start_at']) === 'beginning'
          ? 'everything is sent again'
          : 'what was written meanwhile is lost';
      yield {
        place: placeOf(receiver, ['storage']),
        path: [...receiver.path, 'storage'],
        message: `is missing: after a restart ${lost}; name a storage extension such as file_storage`,
      };
    }
  },
};
