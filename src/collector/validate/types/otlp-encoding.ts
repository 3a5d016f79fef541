import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/encoding/otlpencodingextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.128.0/extension/encoding/otlpencodingextension/config.go',
  good: 'extensions: { otlp_encoding: { protocol: otlp_json } }',
  bad: 'extensions: { otlp_encoding: { protocol: json } }',
  *check(view) {
    if (!['otlp_proto', 'otlp_json'].includes(view.text('protocol')))
      yield view.fault('expected otlp_proto or otlp_json', 'protocol');
  },
};
