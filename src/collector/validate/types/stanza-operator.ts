import { checkOperator } from '../stanza/operators.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'pkg/stanza/operator.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/transformer.go',
  good: 'receivers: { file_log: { include: [a.log], operators: [{ type: filter, expr: \'body matches "^debug"\' }, { type: regex_parser, regex: "^(?P<message>.*)$", if: "body != nil" }] } }',
  bad: "receivers: { file_log: { include: [a.log], operators: [{ type: filter, expr: 'body matches \"^debug' }] } }",
  *check(view) {
    yield* checkOperator(view);
  },
};
