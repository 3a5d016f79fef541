import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { withoutKey } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.109.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* withoutKey(
      componentsOf(context, 'connectors', 'span_metrics'),
      'namespace',
      'its metrics are called traces.span.metrics.calls and .duration now, no longer calls and duration, unless there is a namespace: look at dashboards and alerts',
    );
  },
};
