import { componentsOf, usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { CONFIGURATION } from '../sources.ts';

/** They take a part of the data, so that two pipelines may have different ones. */
const CHOOSING = ['filter', 'tail_sampling', 'probabilistic_sampler', 'log_dedup', 'logdedup', 'interval'];

export const rule: LintRule = {
  id: 'duplicate-export',
  severity: 'warning',
  source: CONFIGURATION,
  summary: 'no data is sent twice to the same place',
  why: 'Two pipelines with a receiver and an exporter in common send everything twice: counters double, and so does the bill.',
  good: `service: { pipelines: { traces: { exporters: [otlp_grpc] } } }`,
  bad: `service:
  pipelines:
    traces/again: # here
      receivers: [otlp]
      processors: [memory_limiter]
      exporters: [otlp_grpc]
`,
  *check(context) {
    const routers = componentsOf(context, 'connectors', 'routing', 'failover', 'round_robin', 'roundrobin');
    const isRouter = (id: string): boolean => routers.some((each) => each.id === id);
    for (const [index, pipeline] of context.pipelines.entries()) {
      const takesPart = (each: typeof pipeline): boolean =>
        usedIn(context, each, 'processors').some(({ component }) => CHOOSING.includes(component.type));
      if (takesPart(pipeline)) continue;
      for (const earlier of context.pipelines.slice(0, index)) {
        if (earlier.signal !== pipeline.signal || takesPart(earlier)) continue;
        const receiver = pipeline.receivers.find(
          ({ id }) => !isRouter(id) && earlier.receivers.some((each) => each.id === id),
        );
        const exporter = pipeline.exporters.find(({ id }) =>
          earlier.exporters.some((each) => each.id === id),
        );
        if (!receiver || !exporter) continue;
        yield {
          place: pipeline.key,
          path: pipeline.path,
          message: `sends what ${receiver.id} receives to ${exporter.id}, as ${earlier.id} does already`,
        };
        // One is enough: of n pipelines there are n * n pairs.
        break;
      }
    }
  },
};
