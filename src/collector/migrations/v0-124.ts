import { componentsOf } from '../lint/context.ts';
import { kafkaComponents, kafkaTls, perSignal } from '../migrate/kafka.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

/** `topic` and `encoding` of Kafka are there for each signal; those for all of them are gone from 0.141 and 0.148. */
export const migration: Migration = {
  version: '0.124.0',
  sources: [CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    for (const kind of ['receivers', 'exporters'] as const)
      for (const component of componentsOf(context, kind, 'kafka')) {
        yield* perSignal(component, 'topic');
        yield* perSignal(component, 'encoding');
      }
    for (const component of kafkaComponents(context)) yield* kafkaTls(component);
  },
};
