import type { TypeRule } from '../type-rule.ts';

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'];

export const rule: TypeRule = {
  type: 'config/configtls.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/configtls.go',
  good: 'exporters: { otlp_grpc: { endpoint: "a:1", tls: { cert_file: a.pem, key_file: b.pem, min_version: "1.2" } } }',
  bad: 'exporters: { otlp_grpc: { endpoint: "a:1", tls: { cert_file: a.pem } } }',
  *check(view) {
    for (const name of ['ca', 'cert', 'key'])
      if (view.text(`${name}_file`) !== '' && view.text(`${name}_pem`) !== '')
        yield view.fault(`${name}_file is there too; expected one of the two`, `${name}_pem`);
    const has = (name: string) => view.text(`${name}_file`) !== '' || view.text(`${name}_pem`) !== '';
    if (has('cert') && !has('key'))
      yield view.fault('has a certificate and no key; expected key_file or key_pem');
    if (!has('cert') && has('key'))
      yield view.fault('has a key and no certificate; expected cert_file or cert_pem');
    const known = ['min_version', 'max_version'].filter((key) => view.text(key) !== '');
    for (const key of known)
      if (!VERSIONS.includes(view.text(key)))
        yield view.fault(`"${view.text(key)}" is not known; expected ${VERSIONS.join(', ')}`, key);
    const most = VERSIONS.indexOf(view.text('max_version'));
    const least = VERSIONS.indexOf(view.text('min_version') || '1.2');
    if (most >= 0 && most < least) yield view.fault('is lower than min_version', 'max_version');
  },
};
