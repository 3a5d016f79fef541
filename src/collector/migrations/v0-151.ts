import { componentsOf } from '../lint/context.ts';
import { metricSuffixes } from '../migrate/metric-suffixes.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG } from '../migrate/sources.ts';

export const migration: Migration = {
  version: '0.151.0',
  sources: [CONTRIB_CHANGELOG],
  renames: [
    { kind: 'connectors', from: 'servicegraph', to: 'service_graph' },
    { kind: 'connectors', from: 'spanmetrics', to: 'span_metrics' },
    { kind: 'exporters', from: 'honeycombmarker', to: 'honeycomb_marker' },
    { kind: 'processors', from: 'logdedup', to: 'log_dedup' },
    { kind: 'receivers', from: 'filestats', to: 'file_stats' },
    { kind: 'receivers', from: 'fluentforward', to: 'fluent_forward' },
    { kind: 'receivers', from: 'hostmetrics', to: 'host_metrics' },
    { kind: 'receivers', from: 'k8sobjects', to: 'k8s_objects' },
    { kind: 'receivers', from: 'sshcheck', to: 'ssh_check' },
  ],
  *check(context): Iterable<Change> {
    for (const exporter of componentsOf(
      context,
      'exporters',
      'prometheusremotewrite',
      'prometheus_remote_write',
    ))
      yield* metricSuffixes(exporter);
  },
};
