import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.99.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    { kind: 'exporters', type: 'dynatrace', instead: 'Dynatrace takes OTLP: use the otlphttp exporter' },
  ],
};
