import { entryOf } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { renameKey } from '../migrate/rename-key.ts';
import { CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.123.0',
  sources: [CORE_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const exporter of componentsOf(context, 'exporters')) {
      yield* renameKey(exporter, ['sending_queue', 'blocking'], 'block_on_overflow');
      const batcher = entryOf(exporter.node, 'batcher');
      if (batcher)
        yield {
          place: batcher.key,
          path: [...exporter.path, 'batcher'],
          message: 'use sending_queue.batch instead; its queue_size then counts items with sizer: items',
        };
    }
  },
};
