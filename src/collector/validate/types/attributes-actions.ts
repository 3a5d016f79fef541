import { checkActions } from '../actions.ts';
import { checkMatch } from '../match.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/attributesprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/coreinternal/attraction/attraction.go',
  good: 'processors: { attributes: { actions: [{ key: a, action: upsert, value: 1 }, { pattern: "^x", action: delete }] } }',
  bad: 'processors: { attributes: { actions: [{ key: a, action: upsert }] } }',
  *check(view) {
    yield* checkActions(view, 'actions');
    yield* checkMatch(view);
  },
};
