import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/attributesprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/attributesprocessor/config.go',
  good: 'processors: { attributes: { actions: [{ key: a, action: delete }] } }',
  bad: 'processors: { attributes: { actions: [] } }',
  *check(view) {
    if (view.items('actions').length === 0)
      yield view.fault('is missing; expected at least one action', 'actions');
  },
};
