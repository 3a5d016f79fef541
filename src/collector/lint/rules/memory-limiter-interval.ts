import { componentsOf, effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

/** The documentation recommends one second. */
const LONGEST_SECONDS = 5;

export const rule: LintRule = {
  id: 'memory-limiter-interval',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'memory_limiter looks at the memory every few seconds',
  why: 'Between two checks memory can grow beyond the limit, and the Collector is killed before it refuses anything.',
  good: `processors: { memory_limiter: { check_interval: 1s, limit_mib: 400 } }`,
  bad: `processors:
  memory_limiter:
    check_interval: 30s # here
`,
  fixed: `processors:
  memory_limiter:
    check_interval: 1s # here
`,
  *check(context) {
    for (const limiter of componentsOf(context, 'processors', 'memory_limiter')) {
      const seconds = secondsOf(effective(limiter, ['check_interval']));
      if (seconds === undefined || seconds <= LONGEST_SECONDS) continue;
      const path = [...limiter.path, 'check_interval'];
      yield {
        place: placeOf(limiter, ['check_interval']),
        path,
        message: `memory is looked at only every ${seconds} s; 1s is recommended`,
        fix: [{ do: 'set', path, value: '1s' }],
      };
    }
  },
};
