import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { withoutKey } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.137.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* withoutKey(
      componentsOf(context, 'connectors', 'span_metrics'),
      'add_resource_attributes',
      'its metrics no longer have the resource attributes of the spans; add_resource_attributes: true brings them back',
    );
  },
};
