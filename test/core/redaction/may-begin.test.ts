import { expect, test } from '@jest/globals';
import { readDigits } from '../../../src/core/redaction/digits.ts';
import { rules } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { createRandom, pick } from '../random.ts';
import { INTERNATIONAL, NATIONAL } from './phone-numbers.ts';

const RANDOM_TEXTS = 30_000;

const SEPARATORS = ['', '', '', '', ' ', '-', '.', '/', ' - ', ') ', '\u00a0', '\n', ', ', '+'];
const NAMES = ['', '', 'ssn ', 'cpf: ', 'card ', 'phone ', 'bsn ', 'x'];

const random = createRandom(41);

/** Digits in groups, some of them numbers of no kind, many near a name. */
const randomText = (): string =>
  pick(NAMES, random) +
  Array.from(
    { length: 2 + Math.floor(random() * 7) },
    () =>
      Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() * 10)).join('') +
      pick(SEPARATORS, random),
  ).join('');

const texts = [
  ...Object.values(ruleFacts).flatMap(({ vectors, ignores }) => [
    ...vectors.map(([text]) => text),
    ...ignores,
  ]),
  ...[INTERNATIONAL, NATIONAL].flatMap((byCountry) => Object.values(byCountry).flat()),
  ...Array.from({ length: RANDOM_TEXTS }, randomText),
];

const filtered = rules.filter(({ mayBegin }) => mayBegin);

test('some rules say from how digits are apart that they find nothing', () => {
  expect(filtered.map(({ id }) => id)).toEqual(['national-id', 'payment-card', 'phone', 'us-ssn']);
});

test.each(filtered)('$id may begin wherever it finds something at a digit', (rule) => {
  const found = { start: 0, end: 0 };
  let finds = 0;
  let refused = 0;
  const missed = texts.flatMap((text) =>
    [...text.matchAll(/(?<![A-Za-z][^A-Za-z0-9_]|[A-Za-z0-9_])\d/g)].flatMap(({ index }) => {
      const { count, gaps, first, values } = readDigits(text, index);
      const mayBegin = rule.mayBegin?.(count, gaps, values[first] === 0) === true;
      if (!mayBegin) refused++;
      if (count < (rule.minDigits ?? 0) || !rule.triggers.includes(text[index] as string)) return [];
      if (!rule.find(text, index, found)) return [];
      finds++;
      return mayBegin ? [] : [{ text, index }];
    }),
  );
  expect(missed).toEqual([]);
  expect(finds).toBeGreaterThan(5);
  expect(refused).toBeGreaterThan(1_000);
});
