import { valueAt } from '../../document/node.ts';
import { componentsOf, effective, isUnknown, toPlainList } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { ROUTING } from '../sources.ts';

export const rule: LintRule = {
  id: 'routing-without-default',
  severity: 'warning',
  source: ROUTING,
  summary: 'routing: what no route is for has a pipeline',
  why: 'Without default_pipelines, what meets no condition is dropped, and no log record says so.',
  good: `connectors:
  routing:
    default_pipelines: [traces/out]
    table: [{ condition: 'attributes["tenant"] == "a"', pipelines: [traces/out] }]
service:
  pipelines:
    traces: { exporters: [routing] }
    traces/out: { receivers: [routing], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  bad: `connectors:
  routing: # here
    table: [{ condition: 'attributes["tenant"] == "a"', pipelines: [traces/out] }]
service:
  pipelines:
    traces: { exporters: [routing] }
    traces/out: { receivers: [routing], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const component of componentsOf(context, 'connectors', 'routing')) {
      const path = ['default_pipelines'];
      if (isUnknown(valueAt(component.node, path)) || toPlainList(component, path).length > 0) continue;
      if (typeof effective(component, path) === 'string') continue;
      yield {
        place: component.key,
        path: [...component.path, ...path],
        message: 'is missing, so what no route is for is dropped; name a pipeline for it',
      };
    }
  },
};
