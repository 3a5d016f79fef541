import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { renameKey } from '../migrate/rename-key.ts';
import { CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.121.0',
  sources: [CORE_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const exporter of componentsOf(context, 'exporters')) {
      yield* renameKey(exporter, ['sending_queue', 'batch', 'min_size_items'], 'min_size');
      yield* renameKey(exporter, ['sending_queue', 'batch', 'max_size_items'], 'max_size');
    }
  },
};
