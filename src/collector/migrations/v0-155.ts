import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.155.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'receivers', from: 'flinkmetrics', to: 'flink_metrics' },
    { kind: 'receivers', from: 'splunkenterprise', to: 'splunk_enterprise' },
  ],
};
