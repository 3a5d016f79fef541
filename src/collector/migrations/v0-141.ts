import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.141.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    { kind: 'exporters', type: 'carbon', instead: 'have the backend take OTLP, or Prometheus remote write' },
  ],
};
