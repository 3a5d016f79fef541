import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/intervalprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/intervalprocessor/config.go',
  good: 'processors: { interval: { interval: 60s } }',
  bad: 'processors: { interval: { interval: 0s } }',
  *check(view) {
    if (view.number('interval') <= 0) yield view.fault('expected more than 0', 'interval');
  },
};
