import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';
import { removedIn } from '../removed.ts';

export const migration: Migration = {
  version: '0.135.0',
  sources: [CONTRIB_CHANGELOG],
  removals: removedIn('0.135.0', 'sapm'),
};
