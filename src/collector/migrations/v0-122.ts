import { valueAt } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { ofEach } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.122.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* ofEach(
      componentsOf(context, 'exporters', 'elasticsearch').filter(
        ({ node }) => !valueAt(node, ['mapping', 'mode']),
      ),
      'mapping.mode is otel now unless it is given, and needs Elasticsearch 8.12; none is what it was',
    );
  },
};
