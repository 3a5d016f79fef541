import type { Migration } from '../migrate/migration.ts';
import { CORE_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.144.0',
  sources: [CORE_CHANGELOG],
  renames: [
    { kind: 'exporters', from: 'otlp', to: 'otlp_grpc' },
    { kind: 'exporters', from: 'otlphttp', to: 'otlp_http' },
  ],
};
