import { describe, expect, test } from '@jest/globals';
import { createReplacement, normalised } from '../../../src/core/redaction/actions.ts';
import { isMark } from '../../../src/core/redaction/is-mark.ts';
import type { REDACTION_ACTIONS } from '../../../src/core/redaction/policy.ts';

const hash = (value: string): string => (value.length % 16).toString(16).repeat(16);
const replacement = (action: (typeof REDACTION_ACTIONS)[number], withKey = true) =>
  createReplacement(action, { id: 'email', mark: '[REDACTED:email]', hash: withKey ? hash : undefined });

const CASES: readonly (readonly [action: (typeof REDACTION_ACTIONS)[number], value: string, left: string])[] =
  [
    ['keep', 'jo@example.com', 'jo@example.com'],
    ['remove', 'jo@example.com', ''],
    ['mask', 'jo@example.com', '[REDACTED:email]'],
    ['hash', 'jo@example.com', '[HASHED:email_eeeeeeeeeeeeeeee]'],
    ['hash', '[REDACTED:email]', '[REDACTED:email]'],
    ['partial', '4111 1111 1111 1234', '**** **** **** 1234'],
    ['partial', '(415) 555-1234', '(***) ***-1234'],
    ['partial', 'jo@example.com', '**@******e.com'],
    ['partial', 'hunter2', '****er2'],
    ['partial', '1234', '**34'],
    ['partial', 'ab', '*b'],
    ['partial', 'é', '*'],
    ['partial', '😀😀😀😀😀', '***😀😀'],
    ['partial', '', ''],
    ['truncate', '203.0.113.9', '203.0.113.0'],
    ['truncate', '2001:db8:1:2::9', '2001:db8:1::'],
    ['truncate', '90210-1234', '902…'],
    ['truncate', '902', '902'],
    ['truncate', '1010', '101…'],
    ['truncate', '😀😀😀😀', '😀😀😀…'],
    ['truncate', '😀😀😀', '😀😀😀'],
    ['truncate', '', ''],
  ];

describe('createReplacement', () => {
  test.each(CASES)('%s makes of %j %j', (action, value, left) => {
    expect(replacement(action)(value)).toBe(left);
  });

  test.each(CASES)('%s has no more to do after %j', (action, value) => {
    const once = replacement(action)(value);
    expect(replacement(action)(once)).toBe(once);
  });

  test('masks where JavaScript has passed an action that is none', () => {
    expect(replacement('hsh' as never)('jo@example.com')).toBe('[REDACTED:email]');
  });

  test('masks what is to be hashed where there is no key', () => {
    expect(replacement('hash', false)('jo@example.com')).toBe('[REDACTED:email]');
  });
});

test.each([
  ['email', 'Jo@Example.COM', 'jo@example.com'],
  ['email', 'jo%40example.com', 'jo@example.com'],
  ['email', 'jo%2540example.com', 'jo@example.com'],
  ['phone', '+49 (151) 123-45', '4915112345'],
  ['phone', '0049 151 12345', '4915112345'],
  ['payment-card', '4111-1111 1111 1111', '4111111111111111'],
  ['iban', 'DE89 3704 0044', 'de8937040044'],
  ['key', ' user-42 ', 'user-42'],
  ['key', 'Jo@Example.com', 'jo@example.com'],
  ['jwt', 'eyJhbGci', 'eyJhbGci'],
])('%s: %j is hashed as %j', (id, value, plain) => {
  expect(normalised(id, value)).toBe(plain);
});

test.each([
  ['REDACTED', true],
  ['[REDACTED:email]', true],
  ['[HASHED:us-ssn_0123456789abcdef]', true],
  ['[HASHED:email_0123]', false],
  ['[REDACTED:email] and more', false],
  ['x[REDACTED:email]', false],
  ['[REDACTED:Hunter 2]', false],
  ['', false],
])('%j is a mark: %s', (value, expected) => {
  expect(isMark(value)).toBe(expected);
});
