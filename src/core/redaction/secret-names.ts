/** Names whose values are secrets, as they stand before `=` or `:` in text. A part of a pattern. */
export const SECRET_NAMES: string = [
  'passw(?:or)?d',
  'passphrase',
  'pwd',
  '(?:bind|root)pw',
  '(?:store|key|bind)pass',
  'secret',
  'token',
  'api[_-]?key',
  'access[_-]?key',
  'private[_-]?key',
  'account[_-]?key',
  'credentials?',
  'session[_-]?id',
  'signature',
].join('|');
