import { jaegerToOtlp } from '../migrate/jaeger.ts';
import { loggingToDebug } from '../migrate/logging.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';

/** `debug` is there, and the exporters in the formats of Jaeger are gone; `logging` is gone from 0.111. */
export const migration: Migration = {
  version: '0.86.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  *check(context): Iterable<Change> {
    yield* loggingToDebug(context);
    yield* jaegerToOtlp(context);
  },
};
