import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/redactionprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/redactionprocessor/processor.go',
  good: 'processors: { redaction: { blocked_values: ["4[0-9]{12}"] } }',
  bad: 'processors: { redaction: { blocked_values: ["4[0-9{12}"] } }',
  *check(view) {
    for (const key of ['ignored_key_patterns', 'blocked_values', 'blocked_key_patterns', 'allowed_values'])
      for (const [index, pattern] of view.texts(key).entries()) {
        const fault = regexpFault(pattern);
        if (fault) yield view.fault(fault, key, index);
      }
  },
};
