import type { Change, Migration } from '../migrate/migration.ts';
import { processorToConnector } from '../migrate/processor-to-connector.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';
import { removedIn } from '../removed.ts';

export const migration: Migration = {
  version: '0.96.0',
  sources: [CONTRIB_CHANGELOG],
  removals: removedIn('0.96.0', 'f5cloud'),
  *check(context): Iterable<Change> {
    yield* processorToConnector(
      context,
      'spanmetrics',
      'its metrics and attributes have other names: duration instead of latency, service.name, span.name, status.code',
    );
  },
};
