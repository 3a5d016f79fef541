import { componentsOf } from '../lint/context.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { ofEach } from '../migrate/notice.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.152.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'connectors', from: 'otlpjson', to: 'otlp_json' },
    { kind: 'connectors', from: 'roundrobin', to: 'round_robin' },
    { kind: 'connectors', from: 'slowsql', to: 'slow_sql' },
    { kind: 'exporters', from: 'bmchelix', to: 'bmc_helix' },
    { kind: 'processors', from: 'metricstransform', to: 'metrics_transform' },
    { kind: 'receivers', from: 'awslambda', to: 'aws_lambda' },
    { kind: 'receivers', from: 'cloudfoundry', to: 'cloud_foundry' },
    { kind: 'receivers', from: 'googlecloudspanner', to: 'google_cloud_spanner' },
    { kind: 'receivers', from: 'kafkametrics', to: 'kafka_metrics' },
    { kind: 'receivers', from: 'kubeletstats', to: 'kubelet_stats' },
    { kind: 'receivers', from: 'tcpcheck', to: 'tcp_check' },
  ],
  *check(context): Iterable<Change> {
    yield* ofEach(
      componentsOf(context, 'connectors', 'span_metrics'),
      'its metrics have collector.instance.id now, so that several Collectors do not write to one series: sum over it',
    );
  },
};
