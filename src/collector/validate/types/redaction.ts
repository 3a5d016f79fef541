import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/redactionprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/redactionprocessor/config.go',
  good: 'processors: { redaction: { hash_function: sha3 } }',
  bad: 'processors: { redaction: { hash_function: hmac-sha256, hmac_key: short } }',
  *check(view) {
    const hash = view.text('hash_function').toLowerCase();
    const least = { 'hmac-sha256': 32, 'hmac-sha512': 64 }[hash];
    const bytes = encodeURIComponent(view.text('hmac_key')).replace(/%../g, '.').length;
    if (least !== undefined && bytes < least)
      yield view.fault(`has ${bytes} bytes; ${hash} needs at least ${least}`, 'hmac_key');
  },
};
