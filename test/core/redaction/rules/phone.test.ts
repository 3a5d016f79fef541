import { describe, expect, test } from '@jest/globals';
import { rule } from '../../../../src/core/redaction/rules/phone.ts';
import { createTextRedactor, masked } from '../../../../src/core/redaction/text.ts';
import { INTERNATIONAL, NATIONAL, rowsOf } from '../phone-numbers.ts';

const redact = createTextRedactor([masked(rule)]);
const MARK = '[REDACTED:phone]';

/** Numbers that look like others: a word has to say what they are. */
const WITH_WORD: readonly string[] = [
  'phone: 5550123',
  'Tel. 22 12 34 56',
  'Tel.: 412 34 567',
  'mobile 912 345 678',
  'my cell number is 98765 43210',
  'Handy: 017139200011',
  'Telefonnummer 03023125123',
  'téléphone : 0199001234',
  'TELEPHONE 2125550123',
  'WhatsApp 15551234567',
  'msisdn=4915112345678',
  'sms to 2125550123',
  '"phone":"2125550123"',
  '"homePhone": 2125550123',
  'phone_number=2125550123',
  "'contactPhone2': '2125550123'",
  '<mobile>2125550123</mobile>',
  'tel:863-1234',
  'call me at 555 0123',
  'fax 61 51 81',
  'call 5550123 office',
];

const WITH_LABEL: readonly string[] = [
  '61 51 81 office',
  '2125550123 fax',
  '5555 1234-Fax',
  '5555 1234 (mobile)',
];

const EXTENSIONS: readonly string[] = [
  '212-555-0123x123',
  '(212) 555-0123 x123',
  '212-555-0123 ext. 4',
  '+1 212 555 0123 ext 1234',
  '+1-212-555-0123;ext=22',
  '212-555-0123, extension 12',
];

describe.each([
  ['international', rowsOf(INTERNATIONAL)],
  ['national', rowsOf(NATIONAL)],
  ['with an extension', EXTENSIONS.map((number) => ['', number] as const)],
])('%s', (_, numbers) => {
  test.each(numbers)('%s %s', (_, number) => {
    for (const [before, after] of [
      ['', ''],
      ['asked ', ' to stop'],
      ['"', '"'],
      ['x=', '&y=1'],
      ['<b>', '</b>'],
      ['a: ', ', b'],
      ['(', ')'],
      ['\n', '.\n'],
    ] as const)
      expect(redact(before + number + after)).toBe(before + MARK + after);
  });

  test.each(numbers)('%s %s, with spaces and hyphens that do not break', (_, number) => {
    for (const [space, hyphen] of ['\u00a0\u2011', '\u202f\u2010', '\u2009\u2013'] as const) {
      const typeset = number.replaceAll(' ', space as string).replaceAll('-', hyphen as string);
      if (!/x|ext/.test(number)) expect(redact(`asked ${typeset} to`)).toBe(`asked ${MARK} to`);
    }
  });
});

test.each(WITH_WORD)('finds the number in %j', (text) => {
  const clean = redact(text);
  expect(clean).toContain(MARK);
  expect(clean.replace(MARK, '')).not.toMatch(/\d{3}/);
});

test.each(WITH_LABEL)('finds the number in %j', (text) => {
  expect(redact(text)).toMatch(/^\[REDACTED:phone\][ -]\(?[a-z]{3,6}\)?$/i);
});

test('leaves a number in a word that says nothing of phones', () => {
  for (const text of WITH_WORD.filter((each) => /^phone|^Tel|^mobile|^Handy/.test(each)))
    expect(redact(text.replace(/^\S+/, 'count'))).not.toContain(MARK);
});
