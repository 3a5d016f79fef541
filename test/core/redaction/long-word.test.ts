import { expect, test } from '@jest/globals';
import { rules } from '../../../src/core/redaction/index.ts';
import { hasLongWord } from '../../../src/core/redaction/long-word.ts';
import type { RuleFacts } from '../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { createRandom, pick } from '../random.ts';
import { samplesOf } from './samples.ts';

const UNITS = [...'abcABC019+/_-.=~', ' ', ' ', ',', '(', '"', '\n', 'é', '\u4e2d'];

test('a long word is told wherever it stands', () => {
  const random = createRandom(43);
  const texts = Array.from({ length: 20_000 }, () =>
    Array.from({ length: Math.floor(random() * 60) }, () => pick(UNITS, random)).join(''),
  );
  const isLong = (text: string): boolean => /[\w+/.=~-]{15}/.test(text);
  expect(texts.filter((text) => hasLongWord(text) !== isLong(text))).toEqual([]);
  expect(texts.filter(isLong).length).toBeGreaterThan(100);
});

const inLongWords = rules.filter(({ inLongWord }) => inLongWord);

test('rules of keys and tokens say that they find them in long words', () => {
  expect(inLongWords.map(({ id }) => id)).toEqual(['jwt', 'vendor-key', 'vendor-token']);
});

test.each(inLongWords)('$id finds nothing but in a long word', ({ id, ...rule }) => {
  const { vectors, ignores, collector } = ruleFacts[id] as RuleFacts;
  const random = createRandom(44);
  const texts = [
    ...vectors.map(([text]) => text),
    ...ignores,
    ...collector.patterns.flatMap((pattern) => samplesOf({ pattern }, 300, random)),
  ];
  const found = { start: 0, end: 0 };
  const finds = texts.flatMap((text) =>
    Array.from({ length: text.length }, (_, at) => at)
      .filter((at) => rule.triggers.includes(text[at] as string) && rule.find(text, at, found))
      .map((at) => ({ at, text })),
  );
  expect(finds.filter(({ text }) => !hasLongWord(text))).toEqual([]);
  expect(finds.length).toBeGreaterThan(50);
});
