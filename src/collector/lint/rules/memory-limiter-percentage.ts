import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

/** Percent. The limit is for the heap alone; a process has about 50 MiB more, and grows between two checks. */
const LARGEST = 90;

export const rule: LintRule = {
  id: 'memory-limiter-percentage',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'memory_limiter leaves memory for what is not on the heap',
  why: 'The limit is for the heap; the process needs about 50 MiB more. With a limit near all there is, the container is killed before the limiter refuses anything.',
  good: `processors: { memory_limiter: { check_interval: 1s, limit_mib: 0, limit_percentage: 80 } }`,
  bad: `processors:
  memory_limiter:
    limit_mib: 0
    limit_percentage: 100 # here
`,
  fixed: `processors:
  memory_limiter:
    limit_mib: 0
    limit_percentage: 80 # here
`,
  *check(context) {
    for (const limiter of componentsOf(context, 'processors', 'memory_limiter')) {
      const percentage = Number(effective(limiter, ['limit_percentage']) ?? 0);
      if (percentage <= LARGEST || Number(effective(limiter, ['limit_mib']) ?? 0) > 0) continue;
      const path = [...limiter.path, 'limit_percentage'];
      yield {
        place: placeOf(limiter, ['limit_percentage']),
        path,
        message: `${percentage} % leaves nothing for the rest of the process; use 80 or less`,
        fix: [{ do: 'set', path, value: '80' }],
      };
    }
  },
};
