import { entryOf, valueAt } from '../../document/node.ts';
import { pipelinesNaming } from '../../topology.ts';
import { componentsOf, placeOf, textOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { ROUTING } from '../sources.ts';

/** The signal that has such a context; the others are of every signal. */
const SIGNALS: Readonly<Record<string, string>> = {
  span: 'traces',
  metric: 'metrics',
  datapoint: 'metrics',
  log: 'logs',
};

export const rule: LintRule = {
  id: 'routing-context-of-other-signal',
  severity: 'warning',
  source: ROUTING,
  summary: 'routing: each route has a context of what comes',
  why: 'A route by the context of another signal is accepted and never looked at: what it is for goes to the default pipelines, or is dropped.',
  good: `connectors:
  routing:
    default_pipelines: [traces/out]
    table: [{ context: span, condition: IsRootSpan(), pipelines: [traces/out] }]
service:
  pipelines:
    traces: { exporters: [routing] }
    traces/out: { receivers: [routing], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  bad: `connectors:
  routing:
    default_pipelines: [traces/out]
    table:
      - condition: 'attributes["tenant"] == "a"'
        pipelines: [traces/out]
      - context: log # here
        condition: body == "a"
        pipelines: [traces/out]
service:
  pipelines:
    traces: { exporters: [routing] }
    traces/out: { receivers: [routing], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  *check(context) {
    for (const component of componentsOf(context, 'connectors', 'routing')) {
      const table = valueAt(component.node, ['table']);
      const sources = pipelinesNaming(context.pipelines, ['exporters'], [component.id]);
      if (table?.kind !== 'list' || sources.length === 0) continue;
      for (const [index, route] of table.items.entries()) {
        const name = textOf(entryOf(route, 'context')?.value) ?? '';
        const signal = Object.hasOwn(SIGNALS, name) ? SIGNALS[name] : undefined;
        if (signal === undefined || sources.some((source) => source.signal === signal)) continue;
        const path = ['table', index, 'context'];
        const given = [...new Set(sources.map((source) => source.signal))].join(' and ');
        yield {
          place: placeOf(component, path),
          path: [...component.path, ...path],
          message: `${name} is of ${signal}, and ${given} come in: the route is never taken`,
        };
      }
    }
  },
};
