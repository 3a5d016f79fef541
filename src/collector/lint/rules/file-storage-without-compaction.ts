import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'file-storage-without-compaction',
  severity: 'note',
  source: contribSource('extension/storage/filestorage'),
  summary: 'files of queues get smaller again',
  why: 'After an outage of the backend the file of its queue keeps the size that it grew to. compaction.on_start or on_rebound gives the space back.',
  good: `extensions: { file_storage: { compaction: { on_rebound: true, directory: ./queue } } }`,
  bad: `extensions:
  file_storage/plain: # here
    directory: .
service: { extensions: [health_check, file_storage, file_storage/plain] }
`,
  *check(context) {
    for (const extension of componentsOf(context, 'extensions', 'file_storage'))
      if (
        !effective(extension, ['compaction', 'on_start']) &&
        !effective(extension, ['compaction', 'on_rebound'])
      )
        yield {
          place: placeOf(extension, ['compaction']),
          path: [...extension.path, 'compaction'],
          message: 'files never get smaller; set on_start or on_rebound',
        };
  },
};
