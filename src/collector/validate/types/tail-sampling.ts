import type { TypeRule } from '../type-rule.ts';

const STRATEGIES = ['trace-complete', 'span-ingest'];

export const rule: TypeRule = {
  type: 'processor/tailsamplingprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/tailsamplingprocessor/config.go',
  good: 'processors: { tail_sampling: { policies: [{ name: a, type: always_sample }] } }',
  bad: 'processors: { tail_sampling: { sampling_strategy: head, policies: [{ name: a, type: always_sample }] } }',
  *check(view) {
    const strategy = view.text('sampling_strategy');
    if (!STRATEGIES.includes(strategy))
      yield view.fault(
        `"${strategy}" is not known; expected ${STRATEGIES.join(' or ')}`,
        'sampling_strategy',
      );
    if (view.has('tail_storage'))
      yield view.fault(
        'needs the feature gate processor.tailsamplingprocessor.tailstorageextension',
        'tail_storage',
      );
  },
};
