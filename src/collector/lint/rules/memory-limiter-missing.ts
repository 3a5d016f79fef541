import type { Pipeline } from '../../topology.ts';
import { componentsOf, usedIn } from '../context.ts';
import type { Fix, LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

const fixOf = ({ path, processors }: Pipeline, id: string): Fix => {
  const list = [...path, 'processors'];
  return processors.length > 0
    ? { do: 'insert-first', path: list, value: id }
    : { do: 'set', path: list, value: `[${id}]` };
};

export const rule: LintRule = {
  id: 'memory-limiter-missing',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'every pipeline that receives data has a memory_limiter',
  why: 'Without it the Collector takes all that it is sent until the system kills it, and what was in memory is lost.',
  good: `service: { pipelines: { traces: { processors: [memory_limiter] } } }`,
  bad: `processors: { transform: {} }
service:
  pipelines:
    traces: # here
      receivers: [otlp]
      processors: [transform]
    logs: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  fixed: `processors: { transform: {} }
service:
  pipelines:
    traces: # here
      receivers: [otlp]
      processors: [memory_limiter, transform]
    logs: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_grpc] }
`,
  *check(context) {
    const limiters = componentsOf(context, 'processors', 'memory_limiter');
    for (const pipeline of context.pipelines) {
      const receives = usedIn(context, pipeline, 'receivers').some(
        ({ component }) => component.kind === 'receivers' && component.type !== 'nop',
      );
      const limits = usedIn(context, pipeline, 'processors').some(
        ({ component }) => component.type === 'memory_limiter',
      );
      if (!receives || limits) continue;
      const [only, second] = limiters;
      yield {
        place: pipeline.key,
        path: pipeline.path,
        message: 'has no memory_limiter; put one first among its processors',
        ...(only && !second ? { fix: [fixOf(pipeline, only.id)] } : {}),
      };
    }
  },
};
