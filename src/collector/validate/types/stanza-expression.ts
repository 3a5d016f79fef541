import { faultOfExpr } from '../../expr/fault-of-expr.ts';
import type { TypeRule } from '../type-rule.ts';

const START = 'EXPR(';

export const rule: TypeRule = {
  type: 'pkg/stanza/operator/helper.ExprStringConfig',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/expr_string.go',
  good: 'receivers: { file_log: { include: [a.log], attributes: { pod: "a-EXPR(body.pod)" } } }',
  bad: 'receivers: { file_log: { include: [a.log], attributes: { pod: "a-EXPR(body.)" } } }',
  *check(view) {
    const parts = view.text().split(START);
    let offset = parts[0]?.length ?? 0;
    for (const part of parts.slice(1)) {
      offset += START.length;
      const end = part.lastIndexOf(')');
      // Without an end it is text, and so is what follows.
      if (end < 0) return;
      const fault = faultOfExpr(part.slice(0, end));
      if (fault) yield { at: [], message: fault.message, offset: offset + fault.offset };
      offset += part.length;
    }
  },
};
