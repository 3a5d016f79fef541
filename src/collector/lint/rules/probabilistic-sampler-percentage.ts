import { componentsOf, effective, placeOf } from '../context.ts';
import type { LintRule } from '../rule.ts';
import { PROBABILISTIC_SAMPLER } from '../sources.ts';

export const rule: LintRule = {
  id: 'probabilistic-sampler-percentage',
  severity: 'error',
  source: PROBABILISTIC_SAMPLER,
  summary: 'a probabilistic sampler keeps something',
  why: 'The default of sampling_percentage is 0: a sampler without it drops everything.',
  good: `processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }
service: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler] } } }`,
  bad: `processors:
  probabilistic_sampler: # here
    mode: equalizing
service: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler] } } }
`,
  *check(context) {
    for (const sampler of componentsOf(context, 'processors', 'probabilistic_sampler')) {
      if (sampler.pipelines.length === 0 || effective(sampler, ['sampling_percentage']) !== 0) continue;
      yield {
        place: placeOf(sampler, ['sampling_percentage']),
        path: [...sampler.path, 'sampling_percentage'],
        message: 'is 0, and everything is dropped; set the percentage to keep',
      };
    }
  },
};
