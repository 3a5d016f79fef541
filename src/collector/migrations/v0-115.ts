import { entryOf, valueAt } from '../document/node.ts';
import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.115.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const { node, path } of componentsOf(context, 'processors', 'k8s_attributes'))
      for (const kind of ['labels', 'annotations']) {
        const rules = valueAt(node, ['extract', kind]);
        for (const [index, rule] of (rules?.kind === 'list' ? rules.items : []).entries()) {
          const regex = entryOf(rule, 'regex');
          if (regex)
            yield {
              place: regex.key,
              path: [...path, 'extract', kind, index, 'regex'],
              message:
                'is not there any more; take the whole value, and ExtractPatterns in a transform processor',
            };
        }
      }
  },
};
