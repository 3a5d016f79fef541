import type { Migration } from '../migrate/migration.ts';

export const migration: Migration = {
  version: '0.148.0',
  sources: [
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.148.0/processor/metricstarttimeprocessor/metadata.yaml',
  ],
  renames: [{ kind: 'processors', from: 'metricstarttime', to: 'metric_start_time' }],
};
