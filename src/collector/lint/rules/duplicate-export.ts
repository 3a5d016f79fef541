import type { Pipeline } from '../../topology.ts';
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
    const routerIds = new Set(routers.map(({ id }) => id));
    const isRouter = (id: string): boolean => routerIds.has(id);
    // Of each receiver and exporter of a signal the first pipeline, so that not every two are compared.
    const seen = new Map<string, readonly [number, Pipeline]>();
    for (const [index, pipeline] of context.pipelines.entries()) {
      const takesPart = usedIn(context, pipeline, 'processors').some(({ component }) =>
        CHOOSING.includes(component.type),
      );
      if (takesPart) continue;
      let first: readonly [number, Pipeline] | undefined;
      for (const receiver of pipeline.receivers)
        for (const exporter of pipeline.exporters) {
          if (isRouter(receiver.id)) continue;
          const key = JSON.stringify([pipeline.signal, receiver.id, exporter.id]);
          const found = seen.get(key);
          if (!found) seen.set(key, [index, pipeline]);
          else if (found[1] !== pipeline && (!first || found[0] < first[0])) first = found;
        }
      const earlier = first?.[1];
      const receiver = pipeline.receivers.find(
        ({ id }) => !isRouter(id) && earlier?.receivers.some((each) => each.id === id),
      );
      const exporter = pipeline.exporters.find(({ id }) => earlier?.exporters.some((each) => each.id === id));
      if (!earlier || !receiver || !exporter) continue;
      yield {
        place: pipeline.key,
        path: pipeline.path,
        message: `sends what ${receiver.id} receives to ${exporter.id}, as ${earlier.id} does already`,
      };
    }
  },
};
