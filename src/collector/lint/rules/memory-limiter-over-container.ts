import { REST_MIB } from '../../memory.ts';
import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

export const rule: LintRule = {
  id: 'memory-limiter-over-container',
  severity: 'error',
  source: MEMORY_LIMITER,
  summary: 'the limit of memory_limiter is below that of the container',
  why: 'The limit is for the heap, and the process needs about 50 MiB more. A container that reaches its own limit first is killed, with all that is under way. The memory of the container is not in the file: --memory says it.',
  options: { memoryMib: 512 },
  good: 'processors: { memory_limiter: { limit_mib: 400 } }',
  bad: `processors:
  memory_limiter:
    limit_mib: 500 # here
`,
  *check(context) {
    const { memoryMib } = context;
    if (memoryMib === undefined) return;
    for (const limiter of componentsOf(context, 'processors', 'memory_limiter')) {
      const limit = Number(effective(limiter, ['limit_mib']) ?? 0);
      if (!(limit > memoryMib - REST_MIB)) continue;
      yield {
        place: placeOf(limiter, ['limit_mib']),
        path: [...limiter.path, 'limit_mib'],
        message: `the container has ${memoryMib} MiB and the process needs about ${REST_MIB} MiB beside this; ${Math.min(Math.floor(memoryMib * 0.8), memoryMib - REST_MIB)} at most is recommended`,
      };
    }
  },
};
