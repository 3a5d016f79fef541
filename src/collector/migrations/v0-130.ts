import { componentsOf } from '../lint/context.ts';
import { intoList } from '../migrate/into-list.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

/** `database_name_attributes` is there from 0.124. */
export const migration: Migration = {
  version: '0.130.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const connector of componentsOf(context, 'connectors', 'servicegraph', 'service_graph'))
      yield* intoList(connector, [], 'database_name_attribute', 'database_name_attributes');
  },
};
