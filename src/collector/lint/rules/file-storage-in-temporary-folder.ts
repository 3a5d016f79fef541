import { valueAt } from '../../document/node.ts';
import { componentsOf, placeOf, textOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'file-storage-in-temporary-folder',
  severity: 'warning',
  source: contribSource('extension/storage/filestorage'),
  summary: 'queues on disk are in a folder that stays',
  why: 'What is under /tmp is gone after a reboot, and is often in memory: the queue on disk is none.',
  good: `extensions: { file_storage: { directory: /var/lib/otelcol } }`,
  bad: `extensions:
  file_storage:
    directory: /tmp # here
`,
  *check(context) {
    for (const extension of componentsOf(context, 'extensions', 'file_storage')) {
      const directory = textOf(valueAt(extension.node, ['directory']));
      if (directory && /^(\/tmp|\/var\/tmp|\/dev\/shm|\/run)(\/|$)/.test(directory))
        yield {
          place: placeOf(extension, ['directory']),
          path: [...extension.path, 'directory'],
          message: `"${directory}" does not survive a reboot; use a folder that does, such as /var/lib/otelcol`,
        };
    }
  },
};
