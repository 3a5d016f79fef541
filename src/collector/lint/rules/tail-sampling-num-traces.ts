import { effective, placeOf } from '../context.ts';
import { secondsOf } from '../duration.ts';
import { tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';
import { TAIL_SAMPLING } from '../sources.ts';

export const rule: LintRule = {
  id: 'tail-sampling-num-traces',
  severity: 'error',
  source: TAIL_SAMPLING,
  summary: 'tail sampling has room for all traces that wait for their decision',
  why: 'num_traces is how many are kept in memory. Where expected_new_traces_per_sec times decision_wait is more, traces are thrown out before they are decided on. How many come is only known where expected_new_traces_per_sec is set: without it nothing is said.',
  good: `processors:
  tail_sampling:
    decision_wait: 10s
    expected_new_traces_per_sec: 1000
    num_traces: 20000
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    decision_wait: 30s
    expected_new_traces_per_sec: 2000
    num_traces: 50000 # here
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  fixed: `processors:
  tail_sampling:
    decision_wait: 30s
    expected_new_traces_per_sec: 2000
    num_traces: 60000 # here
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context)) {
      const rate = Number(effective(sampler, ['expected_new_traces_per_sec']) ?? 0);
      const wait = secondsOf(effective(sampler, ['decision_wait'])) ?? 0;
      const room = Number(effective(sampler, ['num_traces']) ?? 0);
      const needed = Math.ceil(rate * wait);
      if (needed <= room || room === 0) continue;
      const path = [...sampler.path, 'num_traces'];
      yield {
        place: placeOf(sampler, ['num_traces']),
        path,
        message: `there is room for ${room} traces, and ${rate} a second for ${wait} s are ${needed}`,
        fix: [{ do: 'set', path, value: String(needed) }],
      };
    }
  },
};
