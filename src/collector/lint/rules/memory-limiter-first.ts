import { usedIn } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

export const rule: LintRule = {
  id: 'memory-limiter-first',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'memory_limiter is the first processor of a pipeline',
  why: 'What it refuses has to go back to the receiver, so that the sender tries again. Behind a processor that gathers data it is too late for that, and what was worked on before was worked on in vain.',
  good: `processors: { transform: {} }
service: { pipelines: { traces: { processors: [memory_limiter, transform] } } }`,
  bad: `processors: { transform: {} }
service:
  pipelines:
    traces:
      processors:
        - transform
        # Against too much data.
        - memory_limiter # here
`,
  fixed: `processors: { transform: {} }
service:
  pipelines:
    traces:
      processors:
        # Against too much data.
        - memory_limiter # here
        - transform
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const used = usedIn(context, pipeline, 'processors');
      if (used[0]?.component.type === 'memory_limiter') continue;
      const late = used.slice(1).find(({ component }) => component.type === 'memory_limiter');
      if (late)
        yield {
          place: late.place,
          path: late.path,
          message: `comes after ${used[0]?.id}; move "${late.id}" to the front`,
          fix: [{ do: 'move', path: late.path, to: 'first' }],
        };
    }
  },
};
