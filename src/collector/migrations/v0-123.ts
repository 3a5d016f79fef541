import { entryOf } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import { kafkaAuth, kafkaComponents } from '../migrate/kafka.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey, renameKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.123.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
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
    for (const component of kafkaComponents(context)) yield* kafkaAuth(component);
    for (const exporter of componentsOf(context, 'exporters', 'prometheus_remote_write'))
      yield* removeKey(
        exporter,
        ['export_created_metric'],
        'is removed: there is no _created metric any more',
      );
  },
};
