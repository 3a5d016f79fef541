import { checkField } from '../stanza/field.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/entry.Field',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/entry/field.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: move, from: attributes.a, to: body }] } }',
  bad: 'receivers: { file_log: { include: [a.log], operators: [{ type: move, from: attributes, to: body }] } }',
  check: checkField(false),
};
