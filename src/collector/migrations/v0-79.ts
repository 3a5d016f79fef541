import { filterToConditions } from '../migrate/filter.ts';
import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

/** From here on OTTL has all that `include` and `exclude` of the filter processor can say. */
export const migration: Migration = {
  version: '0.79.0',
  sources: [CONTRIB_CHANGELOG],
  check: filterToConditions,
};
