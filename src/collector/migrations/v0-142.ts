import { componentsOf } from '../lint/context.ts';
import { intoList } from '../migrate/kafka.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';
import { SIGNALS } from '../topology.ts';

/** The Kafka receiver reads several topics; the keys for one are gone from 0.147. */
export const migration: Migration = {
  version: '0.142.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const receiver of componentsOf(context, 'receivers', 'kafka'))
      for (const signal of SIGNALS) {
        yield* intoList(receiver, [signal], 'topic', 'topics');
        yield* intoList(receiver, [signal], 'exclude_topic', 'exclude_topics');
      }
  },
};
