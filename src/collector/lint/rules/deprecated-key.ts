import { entryOf } from '../../document/node.ts';
import type { ComponentKind } from '../../schema/schema.ts';
import { componentsOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { SPAN_METRICS } from '../sources.ts';

interface DeprecatedKey {
  readonly kind: ComponentKind;
  readonly type: string;
  readonly key: string;
  readonly instead: string;
}

const KEYS: readonly DeprecatedKey[] = [
  {
    kind: 'connectors',
    type: 'span_metrics',
    key: 'dimensions_cache_size',
    instead: 'aggregation_cardinality_limit',
  },
  { kind: 'processors', type: 'filter', key: 'spans', instead: 'trace_conditions' },
  { kind: 'exporters', type: 'prometheus', key: 'add_metric_suffixes', instead: 'translation_strategy' },
  {
    kind: 'exporters',
    type: 'prometheus_remote_write',
    key: 'add_metric_suffixes',
    instead: 'translation_strategy',
  },
];

export const rule: LintRule = {
  id: 'deprecated-key',
  severity: 'warning',
  source: SPAN_METRICS,
  summary: 'settings have their present names',
  why: 'A deprecated setting goes away in a later version, and the Collector then does not start.',
  good: `connectors: { span_metrics: { aggregation_cardinality_limit: 2000, metrics_expiration: 5m } }
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }`,
  bad: `connectors:
  span_metrics:
    dimensions_cache_size: 2000 # here
    metrics_expiration: 5m
service:
  pipelines:
    traces: { exporters: [otlp_grpc, span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const { kind, type, key, instead } of KEYS)
      for (const component of componentsOf(context, kind, type)) {
        const entry = entryOf(component.node, key);
        if (!entry) continue;
        // No fix: the new settings do not mean the same, and a limit would be there that was not.
        yield { place: entry.key, path: [...component.path, key], message: `is deprecated; use ${instead}` };
      }
  },
};
