import { expect, test } from '@jest/globals';
import { rules } from '../../../src/core/redaction/index.ts';
import type { RuleFacts } from '../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { createTextRedactor, masked } from '../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../random.ts';
import { countingText } from './counting-text.ts';

const SIZE = 10_000;
const LARGE_SIZE = 60_000;

/** Units looked at for each unit of a text, at the worst, by all rules together. */
const MAX_LOOKS_PER_UNIT = 600;

const ATOMS = [...'aAe0419@%._+-=:/ \t"\'\\(é[{'];
const WORDS = [
  '%40',
  '%2540',
  '%3A',
  '://',
  '\\"',
  'eyJ',
  '.eyJ',
  'a.',
  'a@',
  '4111 ',
  'token',
  'token=',
  '+49 ',
];

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** Pieces whose repetitions are the texts that a search may stumble over. */
const pieces = (): readonly string[] => {
  const random = createRandom(7);
  const found = Object.values(ruleFacts).flatMap((facts: RuleFacts) =>
    facts.vectors.flatMap(([text]) => [text, text.slice(0, 1 + Math.floor(random() * text.length))]),
  );
  const all = [...ATOMS, ...WORDS, ...found];
  const mixed = Array.from({ length: 300 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
      pick(all, random).repeat(1 + Math.floor(random() ** 4 * 300)),
    ).join(''),
  );
  return [...new Set([...all, ...mixed])];
};

test('looks at each unit of a text a bounded number of times, however long the text is', () => {
  const redact = createTextRedactor(rules.map(masked));
  const looksPerUnit = (piece: string, length: number): number => {
    const counting = countingText(repeated(piece, length));
    redact(counting.text);
    return counting.looks() / length;
  };
  const worst = pieces()
    .map((piece) => ({ piece: piece.slice(0, 200), whole: piece, looks: looksPerUnit(piece, SIZE) }))
    .sort((one, other) => other.looks - one.looks)
    .slice(0, 5);
  expect(worst.filter(({ looks }) => looks > MAX_LOOKS_PER_UNIT)).toEqual([]);
  for (const { whole, looks } of worst)
    expect(looksPerUnit(whole, LARGE_SIZE)).toBeLessThan(Math.max(10, looks * 1.5));
}, 120_000);
