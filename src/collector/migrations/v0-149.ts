import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.149.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [{ kind: 'receivers', from: 'filelog', to: 'file_log' }],
};
