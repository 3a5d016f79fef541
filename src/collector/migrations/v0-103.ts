import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { withoutKey } from '../migrate/notice.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.103.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* withoutKey(
      componentsOf(context, 'exporters', 'debug'),
      'sampling_thereafter',
      'prints every message now; sampling_thereafter: 500 is what it was without',
    );
    for (const extension of componentsOf(context, 'extensions', 'health_check'))
      yield* removeKey(
        extension,
        ['check_collector_pipeline'],
        'has no effect and is removed; healthcheckv2 is what looks at components',
      );
  },
};
