import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { REDACTION } from '../sources.ts';

export const rule: LintRule = {
  id: 'redaction-summary-debug',
  severity: 'note',
  source: REDACTION,
  summary: 'the redaction processor does not write down what it took',
  why: 'With summary debug the names of redacted attributes are added to the record. That helps in a trial, and tells in production what there was to hide.',
  good: `processors: { redaction: { allow_all_keys: true, summary: silent } }
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }`,
  bad: `processors:
  redaction:
    allow_all_keys: true
    summary: debug # here
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }
`,
  fixed: `processors:
  redaction:
    allow_all_keys: true
    summary: silent # here
service: { pipelines: { traces: { processors: [memory_limiter, redaction] } } }
`,
  *check(context) {
    for (const processor of componentsOf(context, 'processors', 'redaction')) {
      if (effective(processor, ['summary']) !== 'debug') continue;
      const path = [...processor.path, 'summary'];
      yield {
        place: placeOf(processor, ['summary']),
        path,
        message: 'adds the names of what it redacts to the data; use silent or info',
        fix: [{ do: 'set', path, value: 'silent' }],
      };
    }
  },
};
