import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { removeKey } from '../migrate/rename-key.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.97.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const receiver of componentsOf(context, 'receivers', 'prometheus'))
      yield* removeKey(
        receiver,
        ['enable_protobuf_negotiation'],
        'is removed; config.global.scrape_protocols with PrometheusProto first is what does it now',
      );
  },
};
