import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { MEMORY_LIMITER } from '../sources.ts';

export const rule: LintRule = {
  id: 'memory-limiter-two-limits',
  severity: 'warning',
  source: MEMORY_LIMITER,
  summary: 'a memory_limiter has a limit in MiB or in percent, not both',
  why: 'The limit in MiB counts, and the percentage is passed over without a word.',
  good: `processors: { memory_limiter: { check_interval: 1s, limit_mib: 400 } }`,
  bad: `processors:
  memory_limiter:
    limit_mib: 400
    limit_percentage: 80 # here
`,
  fixed: `processors:
  memory_limiter:
    # here
    limit_mib: 400
`,
  *check(context) {
    for (const limiter of componentsOf(context, 'processors', 'memory_limiter')) {
      if (!effective(limiter, ['limit_mib']) || !effective(limiter, ['limit_percentage'])) continue;
      const path = [...limiter.path, 'limit_percentage'];
      yield {
        place: placeOf(limiter, ['limit_percentage']),
        path,
        message: 'is without effect beside limit_mib; remove one of them',
        fix: [{ do: 'remove', path, instead: [...limiter.path, 'limit_mib'] }],
      };
    }
  },
};
