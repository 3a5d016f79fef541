import { componentsOf } from '../lint/context.ts';
import { detectorName } from '../migrate/detector-name.ts';
import { intoList } from '../migrate/into-list.ts';
import { metricSuffixes } from '../migrate/metric-suffixes.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.154.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'exporters', from: 'prometheusremotewrite', to: 'prometheus_remote_write' },
    { kind: 'receivers', from: 'apachespark', to: 'apache_spark' },
    { kind: 'receivers', from: 'envoyals', to: 'envoy_als' },
    { kind: 'receivers', from: 'otlpjsonfile', to: 'otlp_json_file' },
    { kind: 'receivers', from: 'webhookevent', to: 'webhook_event' },
    { kind: 'receivers', from: 'windowsservice', to: 'windows_service' },
  ],
  *check(context): Iterable<Change> {
    for (const exporter of componentsOf(context, 'exporters', 'prometheus')) yield* metricSuffixes(exporter);
    for (const processor of componentsOf(context, 'processors', 'resource_detection'))
      yield* detectorName(processor, 'k8snode', 'k8s_api');
    for (const receiver of componentsOf(context, 'receivers', 'kafka'))
      yield* intoList(receiver, [], 'group_rebalance_strategy', 'group_rebalance_strategies');
  },
};
