import { compressionLevelFault } from '../compression.ts';
import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/confighttp.ClientConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/confighttp/client.go',
  good: 'exporters: { otlp_http: { endpoint: "http://a:1", compression: gzip, compression_params: { level: 9 } } }',
  bad: 'exporters: { otlp_http: { endpoint: "http://a:1", compression: gzip, compression_params: { level: 10 } } }',
  *check(view) {
    const fault = compressionLevelFault(view.text('compression'), view.number('compression_params', 'level'));
    if (fault) yield view.fault(fault, 'compression_params', 'level');
  },
};
