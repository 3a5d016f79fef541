import type { TypeRule } from '../type-rule.ts';

/** https://pkg.go.dev/github.com/open-telemetry/opentelemetry-collector-contrib/pkg/sampling#MinSamplingProbability */
const LEAST_RATIO = 2 ** -56;

export const rule: TypeRule = {
  type: 'processor/probabilisticsamplerprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/probabilisticsamplerprocessor/config.go',
  good: 'processors: { probabilistic_sampler: { sampling_percentage: 15 } }',
  bad: 'processors: { probabilistic_sampler: { sampling_percentage: -1 } }',
  *check(view) {
    const percentage = view.number('sampling_percentage');
    if (percentage < 0) yield view.fault('is negative; expected 0 to 100', 'sampling_percentage');
    else if (percentage > 0 && Math.fround(percentage) / 100 < LEAST_RATIO)
      yield view.fault('is too small to be kept in 56 bits', 'sampling_percentage');
    else if (!Number.isFinite(Math.fround(percentage)))
      yield view.fault('expected 0 to 100', 'sampling_percentage');
    const source = view.text('attribute_source');
    if (!['', 'traceID', 'record'].includes(source))
      yield view.fault('expected traceID or record', 'attribute_source');
    const precision = view.number('sampling_precision');
    if (precision < 1 || precision > 14) yield view.fault('expected 1 to 14 digits', 'sampling_precision');
  },
};
