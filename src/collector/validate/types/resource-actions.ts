import { checkActions } from '../actions.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/resourceprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/coreinternal/attraction/attraction.go',
  good: 'processors: { resource: { attributes: [{ key: a, action: insert, from_attribute: b }] } }',
  bad: 'processors: { resource: { attributes: [{ key: a, action: set, value: b }] } }',
  *check(view) {
    yield* checkActions(view, 'attributes');
  },
};
