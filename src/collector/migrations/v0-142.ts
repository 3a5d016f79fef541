import { componentsOf } from '../lint/context.ts';
import { intoList } from '../migrate/into-list.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { withoutKey } from '../migrate/notice.ts';
import { removeKey } from '../migrate/rename-key.ts';
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
    for (const receiver of componentsOf(context, 'receivers', 'kafka'))
      yield* removeKey(
        receiver,
        ['default_fetch_size'],
        'is removed; max_fetch_size and max_partition_fetch_size are what limits a fetch',
      );
    for (const receiver of componentsOf(context, 'receivers', 'prometheus'))
      for (const key of ['use_start_time_metric', 'start_time_metric_regex'])
        yield* removeKey(receiver, [key], 'is removed; the metricstarttime processor does that');
    for (const processor of componentsOf(context, 'processors', 'resource_detection'))
      yield* removeKey(
        processor,
        ['attributes'],
        'is removed; resource_attributes of each detector says which ones are taken',
      );
    yield* withoutKey(
      componentsOf(context, 'processors', 'cumulativetodelta'),
      'max_staleness',
      'forgets a series after an hour without values; max_staleness: 0 is what it was without',
    );
  },
};
