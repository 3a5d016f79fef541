import { effective, placeOf } from '../context.ts';
import { tailSamplers } from '../policies.ts';
import type { LintRule } from '../rule.ts';

const KEYS = ['sampled_cache_size', 'non_sampled_cache_size'];

export const rule: LintRule = {
  id: 'tail-sampling-blocks-forever',
  severity: 'error',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/processor.go',
  summary: 'tail sampling that blocks has caches for both decisions',
  why: 'With block_on_overflow a trace leaves the memory only once its decision is in a cache. Without the cache decided traces stay, and when there are num_traces of them nothing is taken any more, for ever.',
  good: `processors:
  tail_sampling:
    block_on_overflow: true
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }`,
  bad: `processors:
  tail_sampling:
    block_on_overflow: true # here
    decision_cache: { sampled_cache_size: 100000 } # binnacle-disable-line tail-sampling-decision-cache -- the example
    policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }]
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`,
  *check(context) {
    for (const sampler of tailSamplers(context)) {
      if (effective(sampler, ['block_on_overflow']) !== true) continue;
      // It lets go of traces in another way.
      if (effective(sampler, ['sampling_strategy']) === 'span-ingest') continue;
      const missing = KEYS.filter((key) => !effective(sampler, ['decision_cache', key]));
      if (missing.length > 0)
        yield {
          place: placeOf(sampler, ['block_on_overflow']),
          path: [...sampler.path, 'block_on_overflow'],
          message: `stands still for ever once num_traces are decided; set decision_cache with ${missing.join(' and ')}`,
        };
    }
  },
};
