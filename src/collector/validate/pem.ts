/** What each key of TLS holds: https://www.rfc-editor.org/rfc/rfc7468 */
const BLOCKS = [
  {
    keys: /^(?:client_)?ca_|^cert_/,
    what: 'a certificate',
    pattern: /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/,
  },
  {
    keys: /^key_/,
    what: 'a private key',
    pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[\s\S]+?-----END (?:[A-Z]+ )?PRIVATE KEY-----/,
  },
];

/** What is wrong with the text of a certificate or a key; nothing where it looks like one. */
export const pemFault = (key: string, text: string): string | undefined => {
  const block = BLOCKS.find(({ keys }) => keys.test(key));
  return !block || block.pattern.test(text) ? undefined : `has no PEM block of ${block.what}`;
};
