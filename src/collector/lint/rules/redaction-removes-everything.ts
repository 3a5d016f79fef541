import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { REDACTION } from '../sources.ts';

export const rule: LintRule = {
  id: 'redaction-removes-everything',
  severity: 'error',
  source: REDACTION,
  summary: 'the redaction processor leaves something',
  why: 'Without allow_all_keys only the keys in allowed_keys and ignored_keys stay. With none there, every attribute is removed.',
  good: `processors: { redaction: { allow_all_keys: true, blocked_key_patterns: [password] } }
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }`,
  bad: `processors:
  redaction: # here
    blocked_key_patterns: [password]
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }
`,
  *check(context) {
    for (const processor of componentsOf(context, 'processors', 'redaction')) {
      const isEmpty = (key: string): boolean => {
        const list = effective(processor, [key]);
        return !Array.isArray(list) || list.length === 0;
      };
      if (effective(processor, ['allow_all_keys']) === true || processor.pipelines.length === 0) continue;
      if (['allowed_keys', 'ignored_keys', 'ignored_key_patterns'].every(isEmpty))
        yield {
          place: placeOf(processor, ['allow_all_keys']),
          path: processor.path,
          message: 'removes every attribute; list allowed_keys, or set allow_all_keys: true',
        };
    }
  },
};
