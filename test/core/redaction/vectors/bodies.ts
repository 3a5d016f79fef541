import type { Vector } from './vector.ts';

/** Bodies of log records. */
export const bodyVectors: readonly Vector<unknown>[] = [
  { what: 'a text', input: 'mail to jo@example.com', expected: 'mail to [REDACTED:email]' },
  { what: 'a text with nothing to hide', input: 'all 7 done', expected: 'all 7 done' },
  { what: 'a number', input: 7, expected: 7 },
  {
    what: 'a map with nothing to hide',
    input: { a: 'x\ny', n: 7, list: ['<b>', { c: 'd' }] },
    expected: { a: 'x\ny', n: 7, list: ['<b>', { c: 'd' }] },
  },
  {
    what: 'maps and lists in each other',
    input: { a: { b: ['to jo@example.com', { c: 'token=abc&x=1' }] }, d: 'é <b> "q" \\ \n/' },
    expected: {
      a: { b: ['to [REDACTED:email]', { c: 'token=[REDACTED:secret-assignment]&x=1' }] },
      d: 'é <b> "q" \\ \n/',
    },
  },
  {
    what: 'a list',
    input: ['jo@example.com', ['token=abc']],
    expected: ['[REDACTED:email]', ['token=[REDACTED:secret-assignment]']],
  },
  {
    what: 'sensitive keys at every depth',
    input: { password: 'a\nb', user: { pin: 1, secret: { a: 'b' }, list: [{ token: ['x'], c: 'd' }] } },
    expected: {
      password: 'REDACTED',
      user: { pin: 'REDACTED', secret: 'REDACTED', list: [{ token: 'REDACTED', c: 'd' }] },
    },
  },
  {
    what: 'a sensitive key with nothing',
    input: { token: '', a: 'b' },
    expected: { token: '', a: 'b' },
    inCollector: { token: 'REDACTED', a: 'b' },
    because: 'body-keys',
  },
  {
    what: 'words after a line break',
    input: { text: 'failed:\nBearer 0123456789abcdef\n4111 1111 1111 1111' },
    expected: { text: 'failed:\nBearer [REDACTED:authorization]\n[REDACTED:payment-card]' },
  },
  {
    what: 'keys that are personal themselves',
    input: { 'jo@example.com': { 'al@example.com': 'x' } },
    expected: { '[REDACTED:email]': { '[REDACTED:email]': 'x' } },
  },
];
