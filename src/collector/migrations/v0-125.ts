import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.125.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const connector of componentsOf(context, 'connectors', 'spanmetrics', 'span_metrics'))
      yield* removeKey(
        connector,
        ['dimensions_cache_size'],
        'has no effect and is removed; aggregation_cardinality_limit is what limits memory',
      );
  },
};
