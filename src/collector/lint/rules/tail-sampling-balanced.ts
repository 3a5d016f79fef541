import { componentsOf, effective, placeOf, usedIn } from '../context.ts';
import { upstreamOf } from '../flow.ts';
import type { LintRule } from '../rule.ts';
import { networkServers } from '../servers.ts';
import { TAIL_SAMPLING } from '../sources.ts';

export const rule: LintRule = {
  id: 'tail-sampling-balanced',
  severity: 'note',
  source: TAIL_SAMPLING,
  summary: 'all spans of a trace come to the Collector that samples it',
  why: 'Behind a load balancer that deals out requests each instance sees a part of every trace and decides on that part alone. Senders in front need the loadbalancing exporter with routing_key traceID. With a single instance nothing is wrong: say so in a comment.',
  good: `processors:
  tail_sampling: { decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `receivers: { otlp: { protocols: { grpc: { endpoint: "10.0.0.1:4317" } } } }
processors:
  tail_sampling: { decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
service:
  pipelines:
    traces:
      processors: [memory_limiter, tail_sampling] # here
`,
  *check(context) {
    const open = networkServers(context).map(({ component }) => component);
    for (const pipeline of context.pipelines) {
      const sampler = usedIn(context, pipeline, 'processors').find(
        ({ component }) => component.type === 'tail_sampling',
      );
      const receivers = [pipeline, ...upstreamOf(context, pipeline)].flatMap((each) =>
        usedIn(context, each, 'receivers').map(({ component }) => component),
      );
      if (sampler && receivers.some((each) => open.includes(each)))
        yield {
          place: sampler.place,
          path: sampler.path,
          message:
            'with more than one instance, each sees a part of every trace; put the loadbalancing exporter with routing_key traceID in front',
        };
    }
    for (const exporter of componentsOf(context, 'exporters', 'loadbalancing', 'load_balancing')) {
      const key = effective(exporter, ['routing_key']);
      const sendsTraces = exporter.pipelines.some(({ signal }) => signal === 'traces');
      if (sendsTraces && key !== undefined && key !== 'traceID')
        yield {
          place: placeOf(exporter, ['routing_key']),
          path: [...exporter.path, 'routing_key'],
          message: `"${key}" sends parts of one trace to different Collectors; traceID keeps it together for tail sampling`,
        };
    }
  },
};
