import { isPermissions } from '../../go/permissions.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/storage/filestorage.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/storage/filestorage/config.go',
  good: 'extensions: { file_storage: { directory: ./queue, create_directory: true, compaction: { directory: ./queue } } }',
  bad: 'extensions: { file_storage: { directory: ./queue, create_directory: true, directory_permissions: "999" } }',
  *check(view) {
    if (view.number('compaction', 'max_transaction_size') < 0)
      yield view.fault('is negative; expected 0 or more', 'compaction', 'max_transaction_size');
    if (view.flag('compaction', 'on_rebound') && view.number('compaction', 'check_interval') <= 0)
      yield view.fault('expected more than 0', 'compaction', 'check_interval');
    if (view.flag('create_directory') && !isPermissions(view.text('directory_permissions')))
      yield view.fault('expected octal permissions such as 0750', 'directory_permissions');
  },
};
