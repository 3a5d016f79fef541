import { bareVariables } from '../migrate/bare-variables.ts';
import { localDefaults } from '../migrate/local-defaults.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.104.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  *check(context, from): Iterable<Change> {
    yield* bareVariables(context, from);
    yield* localDefaults(context);
  },
};
