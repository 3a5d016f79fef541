import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/cgroupruntimeextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/cgroupruntimeextension/config.go',
  good: 'extensions: { cgroupruntime: { gomemlimit: { ratio: 0.8 } } }',
  bad: 'extensions: { cgroupruntime: { gomemlimit: { ratio: 80 } } }',
  *check(view) {
    const ratio = view.number('gomemlimit', 'ratio');
    if (ratio <= 0 || ratio > 1)
      yield view.fault('expected a number above 0, at most 1', 'gomemlimit', 'ratio');
  },
};
