import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

/** Of the limit: from here on half of the memory or more can never be used. The documentation recommends a fifth. */
const LARGEST_SHARE = 0.5;

export const rule: LintRule = {
  id: 'memory-limiter-spike',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'the spike of a memory_limiter is in the unit of its limit, and less than half of it',
  why: 'A spike in the other unit is passed over. Data is refused from the limit less the spike on, so a large spike leaves memory unused.',
  good: `processors: { memory_limiter: { check_interval: 1s, limit_mib: 400, spike_limit_mib: 80 } }`,
  bad: `processors:
  memory_limiter:
    limit_mib: 400
    spike_limit_percentage: 20 # here
`,
  *check(context) {
    for (const limiter of componentsOf(context, 'processors', 'memory_limiter')) {
      const number = (key: string): number => Number(effective(limiter, [key]) ?? 0);
      const [unit, other] = number('limit_mib') > 0 ? ['mib', 'percentage'] : ['percentage', 'mib'];
      const limit = number(`limit_${unit}`);
      if (limit === 0) continue;
      const unused = `spike_limit_${other}`;
      if (number(unused) > 0 && number(`limit_${other}`) === 0)
        yield {
          place: placeOf(limiter, [unused]),
          path: [...limiter.path, unused],
          message: `is without effect beside limit_${unit}; set spike_limit_${unit}`,
        };
      const spike = `spike_limit_${unit}`;
      if (number(spike) > limit * LARGEST_SHARE)
        yield {
          place: placeOf(limiter, [spike]),
          path: [...limiter.path, spike],
          message: `data is refused from ${limit - number(spike)} on, with a limit of ${limit}; about ${Math.round(limit / 5)} is recommended`,
        };
    }
  },
};
