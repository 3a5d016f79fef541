import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.120.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const connector of componentsOf(context, 'connectors', 'routing'))
      yield* removeKey(
        connector,
        ['match_once'],
        'is removed: the first route that matches is the only one, as with true',
      );
    for (const exporter of componentsOf(context, 'exporters', 'elasticsearch'))
      for (const key of ['dedup', 'dedot'])
        yield* removeKey(exporter, ['mapping', key], 'has no effect and is removed');
  },
};
