import { checkField } from '../stanza/field.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/entry.RootableField',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/entry/field.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: json_parser, parse_to: attributes }] } }',
  bad: 'receivers: { file_log: { include: [a.log], operators: [{ type: json_parser, parse_to: attribute }] } }',
  check: checkField(true),
};
