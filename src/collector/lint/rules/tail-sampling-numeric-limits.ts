import { allPoliciesOf, tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';

/** A number, or one that a variable gives as text. */
const isZero = (value: unknown): boolean => value === 0 || value === '0';

export const rule: LintRule = {
  id: 'tail-sampling-numeric-limits',
  severity: 'error',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/processor.go',
  summary: 'a numeric_attribute policy has a limit, and none that is zero',
  why: 'Zero stands for no limit: max_value: 0 lets every number pass, and without any limit the Collector panics at the first trace that the policy is asked about.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: failed, type: numeric_attribute, numeric_attribute: { key: http.response.status_code, min_value: 500, max_value: 599 } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
      - name: balance # here
        type: numeric_attribute
        numeric_attribute: { key: app.balance, min_value: 0, max_value: 0 }
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context))
      for (const { type, name, settings, place, path } of allPoliciesOf(sampler)) {
        if (type !== 'numeric_attribute') continue;
        const { min_value: least, max_value: most } = settings;
        const isFree = (value: unknown): boolean => value === undefined || value === null || isZero(value);
        if (isFree(least) && isFree(most))
          yield {
            place,
            path,
            message: `"${name}" has no limit, at which the Collector panics; set min_value or max_value to another number than 0`,
          };
        else if (isZero(most))
          yield {
            place,
            path,
            message: `"${name}" has no upper limit: max_value: 0 stands for none; leave it out, or write -1 for less than 0`,
          };
      }
  },
};
