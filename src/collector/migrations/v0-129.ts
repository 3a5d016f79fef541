import { entryOf, valueAt } from '../document/node.ts';
import { componentsOf, textOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.129.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const kind of ['receivers', 'exporters'] as const)
      for (const { node, path } of componentsOf(context, kind, 'kafka', 'kafkametrics', 'kafka_metrics')) {
        const entry = entryOf(valueAt(node, ['auth', 'sasl']), 'mechanism');
        if (entry && textOf(entry.value) === 'AWS_MSK_IAM')
          yield {
            place: entry.key,
            path: [...path, 'auth', 'sasl', 'mechanism'],
            message: 'AWS_MSK_IAM is not there any more; AWS_MSK_IAM_OAUTHBEARER is what signs in with IAM',
          };
      }
  },
};
