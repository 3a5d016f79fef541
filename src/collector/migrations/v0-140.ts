import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { ofEach } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.140.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* ofEach(
      componentsOf(context, 'receivers', 'prometheus'),
      'no longer sets the start time of metrics; the metricstarttime processor does, for those who need it',
    );
  },
};
