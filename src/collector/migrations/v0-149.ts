import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.149.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [{ kind: 'receivers', from: 'filelog', to: 'file_log' }],
  *check(context): Iterable<Change> {
    for (const receiver of componentsOf(context, 'receivers', 'prometheus'))
      yield* removeKey(
        receiver,
        ['report_extra_scrape_metrics'],
        'is removed; extra_scrape_metrics in config.global or a scrape configuration is what does it now',
      );
  },
};
