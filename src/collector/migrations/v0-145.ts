import { batchToQueue } from '../migrate/batch.ts';
import type { Migration } from '../migrate/migration.ts';
import { CORE_CHANGELOG } from '../migrate/sources.ts';

/** From here on `sizer` of `sending_queue.batch` does what it says, so that batches can be as the processor made them. */
export const migration: Migration = {
  version: '0.145.0',
  sources: [CORE_CHANGELOG],
  renames: [
    { kind: 'receivers', from: 'azureeventhub', to: 'azure_event_hub' },
    { kind: 'receivers', from: 'mongodbatlas', to: 'mongodb_atlas' },
  ],
  check: batchToQueue,
};
