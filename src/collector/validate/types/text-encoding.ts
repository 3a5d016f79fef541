import { regexpFault } from '../../../core/go/regexp.ts';
import { encodingFault } from '../../go/encoding.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/encoding/textencodingextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/encoding/textencodingextension/config.go',
  good: 'extensions: { text_encoding: { encoding: utf8, unmarshaling_separator: "\\n" } }',
  bad: 'extensions: { text_encoding: { unmarshaling_separator: "(" } }',
  *check(view) {
    const encoding = encodingFault(view.text('encoding'));
    if (encoding) yield view.fault(encoding, 'encoding');
    const fault = regexpFault(view.text('unmarshaling_separator'));
    if (fault) yield view.fault(fault, 'unmarshaling_separator');
  },
};
