import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.135.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    { kind: 'receivers', type: 'sapm', instead: 'have the senders send OTLP, and use the otlp receiver' },
  ],
};
