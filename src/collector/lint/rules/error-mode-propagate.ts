import { componentsOf, effective, placeOf } from '../context.ts';
import { removesData } from '../removals.ts';
import type { LintRule } from '../rule.ts';
import { contribSource } from '../sources.ts';

export const rule: LintRule = {
  id: 'error-mode-propagate',
  severity: 'warning',
  source: contribSource('processor/transformprocessor'),
  summary: 'a statement that fails does not cost the whole batch',
  why: 'With error_mode propagate one record that a statement cannot handle has the whole batch dropped. With ignore the error is logged and the rest goes on. Where redaction fails, dropping may be what is wanted: say so in a comment.',
  good: `processors: { transform: { error_mode: ignore, trace_statements: ['set(span.attributes["a"], "b")'] } }
service: { pipelines: { traces: { processors: [memory_limiter, transform] } } }`,
  bad: `processors:
  transform:
    error_mode: propagate # here
    trace_statements: ['set(span.attributes["a"], "b")']
service: { pipelines: { traces: { processors: [memory_limiter, transform] } } }
`,
  fixed: `processors:
  transform:
    error_mode: ignore # here
    trace_statements: ['set(span.attributes["a"], "b")']
service: { pipelines: { traces: { processors: [memory_limiter, transform] } } }
`,
  *check(context) {
    for (const processor of componentsOf(context, 'processors', 'transform', 'filter')) {
      if (effective(processor, ['error_mode']) !== 'propagate') continue;
      const path = [...processor.path, 'error_mode'];
      yield {
        place: placeOf(processor, ['error_mode']),
        path,
        message: 'one record that a statement cannot handle has the whole batch dropped; use ignore',
        // What redacts may be meant to stop where it fails.
        ...(removesData(processor) ? {} : { fix: [{ do: 'set', path, value: 'ignore' }] }),
      };
    }
  },
};
