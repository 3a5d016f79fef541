import { pemFault } from '../pem.ts';
import type { TypeRule } from '../type-rule.ts';

/** Of Go 1.26: https://pkg.go.dev/crypto/tls#CipherSuites */
const SECURE = new Set(
  'AES_128_GCM_SHA256 AES_256_GCM_SHA384 CHACHA20_POLY1305_SHA256 ECDHE_ECDSA_WITH_AES_128_CBC_SHA ECDHE_ECDSA_WITH_AES_256_CBC_SHA ECDHE_RSA_WITH_AES_128_CBC_SHA ECDHE_RSA_WITH_AES_256_CBC_SHA ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 ECDHE_RSA_WITH_AES_128_GCM_SHA256 ECDHE_RSA_WITH_AES_256_GCM_SHA384 ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'.split(
    ' ',
  ),
);
const INSECURE = new Set(
  'RSA_WITH_RC4_128_SHA RSA_WITH_3DES_EDE_CBC_SHA RSA_WITH_AES_128_CBC_SHA RSA_WITH_AES_256_CBC_SHA RSA_WITH_AES_128_CBC_SHA256 RSA_WITH_AES_128_GCM_SHA256 RSA_WITH_AES_256_GCM_SHA384 ECDHE_ECDSA_WITH_RC4_128_SHA ECDHE_RSA_WITH_RC4_128_SHA ECDHE_RSA_WITH_3DES_EDE_CBC_SHA ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 ECDHE_RSA_WITH_AES_128_CBC_SHA256'.split(
    ' ',
  ),
);
const CURVES = ['P256', 'P384', 'P521', 'X25519', 'X25519MLKEM768'];

const CLIENT = 'exporters: { otlp_grpc: { endpoint: "a:1", tls: { cipher_suites: ';

export const rule: TypeRule = {
  type: 'config/configtls.Config',
  when: 'started',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configtls/configtls.go',
  good: `${CLIENT} [TLS_AES_128_GCM_SHA256] } } }`,
  bad: `${CLIENT} [TLS_RSA_WITH_AES_128_CBC_SHA] } } }`,
  *check(view) {
    // A client that is told to use no TLS loads nothing.
    if (view.flag('insecure') && view.text('ca_file') === '' && view.text('ca_pem') === '') return;
    for (const [index, suite] of view.texts('cipher_suites').entries()) {
      const name = suite.replace(/^TLS_/, '');
      const isKnown = suite.startsWith('TLS_') && (SECURE.has(name) || INSECURE.has(name));
      if (!isKnown) yield view.fault(`"${suite}" is not known`, 'cipher_suites', index);
      else if (INSECURE.has(name) && !view.flag('include_insecure_cipher_suites'))
        yield view.fault(
          `"${suite}" is insecure; choose another, or set include_insecure_cipher_suites: true`,
          'cipher_suites',
          index,
        );
    }
    for (const [index, curve] of view.texts('curve_preferences').entries())
      if (!CURVES.includes(curve))
        yield view.fault(
          `"${curve}" is not known; expected ${CURVES.join(', ')}`,
          'curve_preferences',
          index,
        );
    for (const key of ['ca_pem', 'cert_pem', 'key_pem']) {
      const text = view.text(key);
      const fault = text === '' || view.flag('tpm', 'enabled') ? undefined : pemFault(key, text);
      if (fault) yield view.fault(fault, key);
    }
  },
};
