import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.105.0',
  sources: [CONTRIB_CHANGELOG],
  removals: [
    { kind: 'exporters', type: 'skywalking', instead: 'SkyWalking takes OTLP: use the otlp exporter' },
  ],
};
