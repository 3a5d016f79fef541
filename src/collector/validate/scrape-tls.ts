import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

/**
 * Each part of the TLS of Prometheus from one place, and a certificate with its key.
 * https://github.com/prometheus/common/blob/v0.69.0/config/http_config.go
 */
export function* checkScrapeTls(view: View): Iterable<Finding> {
  const setKeys = (name: string): readonly string[] =>
    [name, `${name}_file`, `${name}_ref`].filter((key) => view.text(key) !== '');
  for (const name of ['ca', 'cert', 'key']) {
    const [first, second] = setKeys(name);
    if (second !== undefined) yield view.fault(`stands beside ${first}; expected one of them`, second);
  }
  const [[cert], [key]] = [setKeys('cert'), setKeys('key')];
  if (cert !== undefined && key === undefined)
    yield view.fault('has no key beside it; expected key or key_file', cert);
  if (key !== undefined && cert === undefined)
    yield view.fault('has no certificate beside it; expected cert or cert_file', key);
}
