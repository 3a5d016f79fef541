import { expect, test } from '@jest/globals';
import { rule } from '../../../../src/core/redaction/rules/phone.ts';
import { createTextRedactor, masked } from '../../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../../random.ts';
import { harmlessText } from '../harmless-texts.ts';
import { INTERNATIONAL, NATIONAL, rowsOf } from '../phone-numbers.ts';

const redact = createTextRedactor([masked(rule)]);
const NUMBERS_OF_EACH = 40;
const NEGATIVES = 30_000;

/** Texts around a number, `#` in its place. None but the last four says that it is one. */
const SENTENCES: readonly string[] = [
  '# is not answered',
  'user wrote: please use # after six',
  'POST /v1/customers {"name":"Jo","contact":"#","age":31}',
  'ERROR 500 could not deliver to # (attempt 3 of 5)',
  '2024-05-17T10:11:12.345Z INFO sent to # in 120 ms',
  'Error: invalid recipient # at send (/app/src/sms.js:12:7)',
  "INSERT INTO people VALUES (17, '#', 3)",
  '<contact id="7">#</contact>',
  'name=Jo&number=#&age=31',
  'Jo Doe, #, Berlin',
  'Phone: #',
  'call me at # tomorrow',
  'tel:#',
  '# (mobile)',
];

const digit = (random: () => number): string => String(Math.floor(random() * 10));
/** Another number of the same plan in the same notation: country and area stay, the last six digits are others. */
const variant = (number: string, random: () => number): string => {
  let left = number.replaceAll(/\D/g, '').length - 6;
  return number.replaceAll(/\d/g, (each) => (left-- > 0 ? each : digit(random)));
};

test('finds 99 in a hundred numbers of each plan in each notation', () => {
  const random = createRandom(11);
  const missed: string[] = [];
  let total = 0;
  for (const [country, number] of [...rowsOf(INTERNATIONAL), ...rowsOf(NATIONAL)])
    for (let i = 0; i < NUMBERS_OF_EACH; i++) {
      const sentence = pick(SENTENCES, random);
      const text = sentence.replace('#', variant(number, random));
      total++;
      if (redact(text) !== sentence.replace('#', '[REDACTED:phone]')) missed.push(`${country}: ${text}`);
    }
  expect(missed.slice(0, 20).join('\n')).toBe('');
  expect(1 - missed.length / total).toBeGreaterThanOrEqual(0.99);
});

test('takes one in a thousand other texts at most', () => {
  const random = createRandom(12);
  const taken: string[] = [];
  for (let i = 0; i < NEGATIVES; i++) {
    const text = harmlessText(random);
    if (redact(text) !== text) taken.push(text);
  }
  expect(taken.length > NEGATIVES / 1000 ? taken.slice(0, 30).join('\n') : '').toBe('');
});
