import { usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

export const rule: LintRule = {
  id: 'group-by-trace-before-tail-sampling',
  severity: 'warning',
  source: TAIL_SAMPLING,
  summary: 'tail sampling gathers the spans of a trace itself',
  why: 'A groupbytrace processor in front keeps every span in memory a second time and makes it wait twice.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  groupbytrace: {}
  tail_sampling: { policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
service:
  pipelines:
    traces:
      processors:
        - memory_limiter
        - groupbytrace # here
        - tail_sampling
`,
  fixed: `processors:
  groupbytrace: {}
  tail_sampling: { policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
service:
  pipelines:
    traces:
      processors:
        - memory_limiter
        # here
        - tail_sampling
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const used = usedIn(context, pipeline, 'processors');
      const sampler = used.findIndex(({ component }) => component.type === 'tail_sampling');
      for (const { component, place, path, id } of used.slice(0, Math.max(0, sampler)))
        if (component.type === 'groupbytrace')
          yield {
            place,
            path,
            message: `"${id}" is not needed: tail_sampling gathers traces itself; remove it`,
            fix: [{ do: 'remove-item', path }],
          };
    }
  },
};
