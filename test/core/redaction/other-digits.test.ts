import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';

const redactor = createRedactor();

const ZEROS = {
  'full width': 0xff10,
  Arabic: 0x0660,
  Persian: 0x06f0,
  Devanagari: 0x0966,
  Bengali: 0x09e6,
  Thai: 0x0e50,
};

const written = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));

describe.each(Object.entries(ZEROS))('digits of %s', (_script, zero) => {
  test.each([
    ['card 4111 1111 1111 1111 declined', 'card [REDACTED:payment-card] declined'],
    ['call +81 90 1234 5678', 'call [REDACTED:phone]'],
    ['tel 09012345678', 'tel [REDACTED:phone]'],
    ['DE89 3704 0044 0532 0130 00', '[REDACTED:iban]'],
    ['from 203.0.113.9', 'from [REDACTED:ipv4]'],
    ['ssn 078-05-1120', 'ssn [REDACTED:us-ssn]'],
  ])('%s', (text, expected) => {
    expect(redactor.text(written(text, zero))).toBe(expected);
  });

  test('order 12345 stays as it is written', () => {
    const text = written('order 12345, 2026-11-22', zero);
    expect(redactor.text(text)).toBe(text);
  });
});

test.each([
  ['電話 ', '03-1234-5678', 'phone'],
  ['メール ', 'jo@example.com', 'email'],
  ['口座 ', 'DE89370400440532013000', 'iban'],
])('%s%s in full width', (before, value, rule) => {
  expect(redactor.text(`${before}${fullWidth(value)}、次`)).toBe(`${before}[REDACTED:${rule}]、次`);
});

test('as JSON escapes them', () => {
  const text = JSON.stringify({ card: '4111111111111111' }).replaceAll(/\d/g, (digit) => `\\uff1${digit}`);
  expect(redactor.text(text)).toBe('{"card":"[REDACTED:payment-card]"}');
});

test('of a URL and of attributes too', () => {
  const card = written('4111111111111111', 0xff10);
  expect(redactor.url(`/pay?card=${card}&page=2`)).toBe('/pay?card=REDACTED&page=2');
  expect(redactor.attributes({ note: card })).toEqual({ note: '[REDACTED:payment-card]' });
});

test('a number has one hash, in whatever digits it is written', () => {
  const hashing = createRedactor({ rules: { 'payment-card': 'hash' }, hashKey: 'k'.repeat(32) });
  const card = '4111 1111 1111 1111';
  expect(hashing.text(written(card, 0xff10))).toBe(hashing.text(card));
  expect(hashing.text(card)).toMatch(/^\[HASHED:payment-card_[0-9a-f]{16}\]$/);
});
