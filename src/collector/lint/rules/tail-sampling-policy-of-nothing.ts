import { allPoliciesOf, type Policy, tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';

type Settings = Policy['settings'];

const isEmpty = (value: unknown): boolean => !Array.isArray(value) || value.length === 0;
/** A number, or one that a variable gives as text. */
const isNone = (value: unknown): boolean =>
  value === undefined || value === null || value === 0 || value === '0';

const namesOf = (list: unknown, key: string): readonly unknown[] =>
  Array.isArray(list) ? list.map((each: Record<string, unknown> | null) => each?.[key]) : [];

const ofComposite = ({
  composite_sub_policy: parts,
  rate_allocation: shares,
  max_total_spans_per_second: most,
}: Settings): string | undefined => {
  if (isEmpty(parts)) return 'has no composite_sub_policy, so it keeps no trace';
  if (isNone(most)) return 'has no max_total_spans_per_second, so it keeps no trace';
  const given = namesOf(shares, 'policy');
  const without = namesOf(parts, 'name').find((name) => !given.includes(name));
  return without === undefined
    ? undefined
    : `gives "${String(without)}" no share in rate_allocation, so that keeps no trace`;
};

/** By type: what makes a policy keep nothing, drop everything, or mean nothing. */
const JUDGES: Readonly<Record<string, (settings: Settings) => string | undefined>> = {
  and: ({ and_sub_policy: parts }) =>
    isEmpty(parts) ? 'has no and_sub_policy, so it keeps every trace' : undefined,
  bytes_limiting: ({ bytes_per_second: most }) =>
    isNone(most) ? 'has no bytes_per_second, so it keeps no trace' : undefined,
  composite: ofComposite,
  drop: ({ drop_sub_policy: parts }) =>
    isEmpty(parts) ? 'has no drop_sub_policy, so it drops every trace' : undefined,
  probabilistic: ({ sampling_percentage: percent }) =>
    isNone(percent) ? 'has no sampling_percentage, so it keeps no trace' : undefined,
  rate_limiting: ({ spans_per_second: most }) =>
    isNone(most) ? 'has no spans_per_second, so it keeps no trace' : undefined,
  string_attribute: ({ values, invert_match: isInverted }) =>
    isEmpty(values) && isInverted !== true ? 'has no values, so it keeps no trace' : undefined,
  trace_state: ({ values }) => (isEmpty(values) ? 'has no values, so it keeps no trace' : undefined),
};

export const rule: LintRule = {
  id: 'tail-sampling-policy-of-nothing',
  severity: 'error',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/composite_helper.go',
  summary: 'a tail sampling policy has what it decides by',
  why: 'The Collector starts with a policy that lacks its parts: a drop without parts drops every trace, an and without parts keeps every one, and a part of a composite that has no share in rate_allocation gets 0 spans a second.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
      - name: shares
        type: composite
        composite:
          max_total_spans_per_second: 1000
          policy_order: [failed, rest]
          composite_sub_policy:
            - { name: failed, type: status_code, status_code: { status_codes: [ERROR] } }
            - { name: rest, type: always_sample }
          rate_allocation: [{ policy: failed, percent: 50 }, { policy: rest, percent: 50 }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
      - name: unwanted # here
        type: drop
        drop: {}
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context))
      for (const { type, name, settings, place, path } of allPoliciesOf(sampler)) {
        const fault = Object.hasOwn(JUDGES, type) ? JUDGES[type]?.(settings) : undefined;
        if (fault !== undefined) yield { place, path, message: `"${name}" ${fault}` };
      }
  },
};
