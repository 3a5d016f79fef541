import { checkField } from '../stanza/field.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/operator/transformer/remove.rootableField',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/transformer/remove/rootable_field.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: remove, field: attributes }] } }',
  bad: 'receivers: { file_log: { include: [a.log], operators: [{ type: remove, field: attribute }] } }',
  check: checkField(true),
};
