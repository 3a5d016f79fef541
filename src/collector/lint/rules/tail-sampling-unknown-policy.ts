import { nearest } from '../../../core/nearest.ts';
import { allPoliciesOf, tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

const TYPES = [
  'always_sample',
  'and',
  'boolean_attribute',
  'bytes_limiting',
  'composite',
  'drop',
  'latency',
  'not',
  'numeric_attribute',
  'ottl_condition',
  'probabilistic',
  'rate_limiting',
  'span_count',
  'status_code',
  'string_attribute',
  'trace_flags',
  'trace_state',
];

export const rule: LintRule = {
  id: 'tail-sampling-unknown-policy',
  severity: 'error',
  source: TAIL_SAMPLING,
  summary: 'policies of tail sampling are of a type that there is',
  why: 'otelcol validate takes any type. The Collector then does not start.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    policies:
      - name: errors
        type: status_codes # here
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context))
      for (const { type, typePlace, path } of allPoliciesOf(sampler)) {
        if (type === '' || TYPES.includes(type)) continue;
        const near = nearest(type, TYPES);
        // A distribution can bring policies of its own, as extensions.
        if (context.components.some(({ kind, id }) => kind === 'extensions' && id === type)) continue;
        yield {
          place: typePlace,
          path: [...path, 'type'],
          message: `there is no policy "${type}"; ${near ? `did you mean "${near}"?` : `known: ${TYPES.join(', ')}`}`,
        };
      }
  },
};
