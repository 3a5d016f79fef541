import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'config/configtls.ServerConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/configtls.go',
  good: 'receivers: { otlp: { protocols: { grpc: { tls: { cert_file: a.pem, key_file: b.pem } } } } }',
  bad: 'receivers: { otlp: { protocols: { grpc: { tls: { ca_file: a.pem } } } } }',
  *check(view) {
    const keys = ['cert_file', 'cert_pem', 'key_file', 'key_pem'];
    if (keys.every((key) => view.text(key) === ''))
      yield view.fault('has no certificate and no key; expected cert_file and key_file');
  },
};
