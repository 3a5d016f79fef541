import { effective, placeOf } from '../context.ts';
import { tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

const KEYS = ['sampled_cache_size', 'non_sampled_cache_size'];

export const rule: LintRule = {
  id: 'tail-sampling-decision-cache',
  severity: 'note',
  source: TAIL_SAMPLING,
  summary: 'tail sampling remembers its decisions',
  why: 'A span that comes after its trace has left the memory is taken for a new trace and decided on alone: kept traces lose their late spans, and dropped ones leave fragments.',
  good: `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling: # here
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context)) {
      const missing = KEYS.filter((key) => !effective(sampler, ['decision_cache', key]));
      if (missing.length > 0 && sampler.schema)
        yield {
          place: placeOf(sampler, ['decision_cache']),
          path: [...sampler.path, 'decision_cache'],
          message: `spans that come late are decided on alone; set ${missing.join(' and ')}, larger than num_traces`,
        };
    }
  },
};
