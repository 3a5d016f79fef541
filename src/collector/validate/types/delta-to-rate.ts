import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/deltatorateprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/deltatorateprocessor/config.go',
  good: 'processors: { deltatorate: { metrics: [a] } }',
  bad: 'processors: { deltatorate: { metrics: [] } }',
  *check(view) {
    if (view.items('metrics').length === 0)
      yield view.fault('has no metrics; expected the names of those that are to be changed', 'metrics');
  },
};
