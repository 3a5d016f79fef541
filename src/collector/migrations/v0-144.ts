import { toPlain, valueAt } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { ofEach } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.144.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  renames: [
    { kind: 'exporters', from: 'otlp', to: 'otlp_grpc' },
    { kind: 'exporters', from: 'otlphttp', to: 'otlp_http' },
  ],
  *check(context): Iterable<Change> {
    yield* ofEach(
      componentsOf(context, 'processors', 'tail_sampling').filter(({ node }) => {
        const policies = valueAt(node, ['policies']);
        return policies !== undefined && JSON.stringify(toPlain(policies)).includes('"invert_match":true');
      }),
      'a policy with invert_match no longer keeps others from sampling a trace; a policy of type drop does',
    );
  },
};
