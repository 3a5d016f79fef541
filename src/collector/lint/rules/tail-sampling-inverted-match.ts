import { entryOf } from '../../document/node.ts';
import { allPoliciesOf, tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

export const rule: LintRule = {
  id: 'tail-sampling-inverted-match',
  severity: 'warning',
  source: TAIL_SAMPLING,
  summary: 'policies of tail sampling do not use invert_match',
  why: 'An inverted policy overrules policies that would keep the trace, which few expect; it is deprecated. A drop policy says that a trace is not kept, and a not policy turns a decision round.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
      - name: no-probes
        type: drop
        drop: { drop_sub_policy: [{ name: probes, type: string_attribute, string_attribute: { key: url.path, values: [/health] } }] }
      - { name: some, type: probabilistic, probabilistic: { sampling_percentage: 10 } }
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    policies:
      - name: no-probes
        type: string_attribute
        string_attribute:
          key: url.path
          values: [/health]
          invert_match: true # here
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context))
      for (const { node, type, settings, place, path } of allPoliciesOf(sampler))
        if (settings.invert_match === true)
          yield {
            place: entryOf(entryOf(node, type)?.value, 'invert_match')?.key ?? place,
            path: [...path, type, 'invert_match'],
            message: 'is deprecated, and overrules other policies; use a drop or not policy',
          };
  },
};
