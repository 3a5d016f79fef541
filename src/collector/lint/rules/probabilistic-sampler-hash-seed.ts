import { effective, placeOf, usedIn } from '../context.ts';
import { upstreamOf } from '../flow.ts';
import type { LintRule } from '../rule.ts';
import { PROBABILISTIC_SAMPLER } from '../sources.ts';

export const rule: LintRule = {
  id: 'probabilistic-sampler-hash-seed',
  severity: 'note',
  source: PROBABILISTIC_SAMPLER,
  summary: 'samplers by hash have a seed of their tier',
  why: 'In mode hash_seed, the default, two tiers with the same seed choose the same traces: the second one drops none, or not as many as it says. Instances of one tier need the same seed, tiers different ones. Mode proportional needs none.',
  good: `processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }
service: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler] } } }`,
  bad: `processors:
  probabilistic_sampler: # here
    sampling_percentage: 10
service: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler] } } }
`,
  *check(context) {
    for (const pipeline of context.pipelines) {
      const used = usedIn(context, pipeline, 'processors');
      const upstream = upstreamOf(context, pipeline).flatMap((each) => usedIn(context, each, 'processors'));
      for (const [index, { component: sampler }] of used.entries()) {
        if (sampler.type !== 'probabilistic_sampler') continue;
        const mode = effective(sampler, ['mode']);
        if (mode !== '' && mode !== undefined && mode !== 'hash_seed') continue;
        const seed = Number(effective(sampler, ['hash_seed']) ?? 0);
        const twin = [...upstream, ...used.slice(0, index)].find(
          ({ component }) =>
            component.type === sampler.type && Number(effective(component, ['hash_seed']) ?? 0) === seed,
        );
        if (seed !== 0 && !twin) continue;
        yield {
          place: placeOf(sampler, ['hash_seed']),
          path: [...sampler.path, 'hash_seed'],
          message: twin
            ? `has the seed of ${twin.id} before it, and chooses the same traces; set another one`
            : 'is not set, so every tier chooses the same traces; set one for this tier, or mode: proportional',
        };
      }
    }
  },
};
