import type { TypeRule } from '../type-rule.ts';

const KEYS = ['combine_field', 'field', 'from', 'parse_from', 'parse_to', 'preserve_to', 'to'];
const FIELD = /^(?:body|attributes|resource)(?:$|[.[])/;

export const rule: TypeRule = {
  type: 'pkg/stanza/operator.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/entry/field.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: move, from: attributes.a, to: body }] } }',
  bad: 'receivers: { file_log: { include: [a.log], operators: [{ type: move, from: a, to: body }] } }',
  *check(view) {
    for (const key of KEYS) {
      const text = view.text(key);
      if (text !== '' && !FIELD.test(text))
        yield view.fault(
          `"${text}" is no field; expected one such as body, attributes.a or resource["b"]`,
          key,
        );
    }
  },
};
