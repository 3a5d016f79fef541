import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/resourceprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/resourceprocessor/config.go',
  good: 'processors: { resource: { attributes: [{ key: a, action: delete }] } }',
  bad: 'processors: { resource: { attributes: [] } }',
  *check(view) {
    if (view.items('attributes').length === 0)
      yield view.fault('is missing; expected at least one action', 'attributes');
  },
};
