import { lokiToOtlp } from '../migrate/loki.ts';
import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.131.0',
  sources: [CONTRIB_CHANGELOG],
  check: lokiToOtlp,
};
