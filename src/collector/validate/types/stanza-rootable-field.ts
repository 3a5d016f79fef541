import { fieldFault } from '../stanza/field.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/entry.RootableField',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/entry/field.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: json_parser, parse_to: attributes }] } }',
  bad: 'receivers: { file_log: { include: [a.log], operators: [{ type: json_parser, parse_to: attribute }] } }',
  *check(view) {
    if (view.node?.kind !== 'scalar') return;
    const fault = fieldFault(view.text(), true);
    if (fault) yield view.fault(fault);
  },
};
