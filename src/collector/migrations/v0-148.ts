import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.148.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'processors', from: 'metricstarttime', to: 'metric_start_time' },
    { kind: 'receivers', from: 'prometheusremotewrite', to: 'prometheus_remote_write' },
  ],
  removals: [
    { kind: 'exporters', type: 'sapm', instead: 'Splunk takes OTLP: use the otlp_http exporter' },
    { kind: 'receivers', type: 'k8slog', instead: 'use the filelog receiver' },
  ],
};
