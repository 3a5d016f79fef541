import type { Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.152.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'connectors', from: 'otlpjson', to: 'otlp_json' },
    { kind: 'connectors', from: 'roundrobin', to: 'round_robin' },
    { kind: 'connectors', from: 'slowsql', to: 'slow_sql' },
    { kind: 'processors', from: 'metricstransform', to: 'metrics_transform' },
    { kind: 'receivers', from: 'kafkametrics', to: 'kafka_metrics' },
    { kind: 'receivers', from: 'kubeletstats', to: 'kubelet_stats' },
    { kind: 'receivers', from: 'tcpcheck', to: 'tcp_check' },
  ],
};
