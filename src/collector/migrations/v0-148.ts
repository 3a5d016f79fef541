import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';
import { removedIn } from '../removed.ts';

export const migration: Migration = {
  version: '0.148.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'processors', from: 'metricstarttime', to: 'metric_start_time' },
    { kind: 'receivers', from: 'prometheusremotewrite', to: 'prometheus_remote_write' },
  ],
  removals: removedIn('0.148.0', 'sapm', 'k8slog'),
};
