import { describe, expect, test } from '@jest/globals';
import { type RedactionRule, rules } from '../../../src/core/redaction/index.ts';
import { createRandom, pick } from '../random.ts';
import { searchCounting } from './backtracking.ts';
import { samplesOf } from './samples.ts';

/** Characters of each text, and of the one text that cost most. */
const SIZE = 10_000;
const LARGE_SIZE = 100_000;

/** Characters and positions looked at for each character of a text, at the worst, whatever the text's length. */
const MAX_STEPS_PER_CHARACTER = 600;

const ATOMS = [
  'a',
  'A',
  '0',
  '4',
  '41',
  '@',
  '%',
  '%40',
  '%2540',
  '%3A',
  '%20',
  '.',
  '-',
  '_',
  '+',
  '=',
  ':',
  '/',
];
const WORDS = [
  '://',
  ' ',
  '\t',
  '"',
  '\\"',
  '\\',
  'eyJ',
  '-eyJ',
  '.eyJ',
  'a.',
  'a@',
  '4111 ',
  'token',
  'token=',
  'é',
];

const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** What a rule finds, without its end: the search has to come back from it. */
const cutSamples = (rule: RedactionRule, random: () => number): readonly string[] =>
  samplesOf(rule, 12, random)
    .filter((sample) => sample.length > 1)
    .map((sample) => sample.slice(0, 1 + Math.floor(random() * (sample.length - 1))));

/** Pieces whose repetitions are the texts that a search may stumble over. */
const piecesFor = (rule: RedactionRule): readonly string[] => {
  const random = createRandom(7);
  const atoms = [...ATOMS, ...WORDS];
  const cut = cutSamples(rule, random);
  const all = [...atoms, ...cut];
  const mixed = Array.from({ length: 16 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () =>
      pick(all, random).repeat(1 + Math.floor(random() ** 4 * 300)),
    ).join(''),
  );
  return [...new Set([...all, ...mixed])];
};

describe.each(rules)('$id', (rule) => {
  const stepsOf = (piece: string, length: number): number => {
    try {
      return searchCounting(rule, repeated(piece, length), MAX_STEPS_PER_CHARACTER * length).steps;
    } catch (error) {
      throw new Error(`${length} characters of ${JSON.stringify(piece.slice(0, 200))}`, { cause: error });
    }
  };

  test('looks at each character a bounded number of times, however long the text is', () => {
    const measured = piecesFor(rule).map((piece) => ({ piece, steps: stepsOf(piece, SIZE) }));
    const [worst] = measured.sort((one, other) => other.steps - one.steps);
    expect(worst).toBeDefined();
    if (worst) stepsOf(worst.piece, LARGE_SIZE);
  });

  test('is searched by the counting search as by JavaScript', () => {
    const random = createRandom(3);
    for (const piece of [...piecesFor(rule), ...rule.matches, ...samplesOf(rule, 100, random)]) {
      const text = `${piece} ${piece}`;
      const found = [...text.matchAll(new RegExp(rule.pattern, rule.ignoreCase ? 'gi' : 'g'))];
      expect(searchCounting(rule, text, 1e9).matches).toEqual(
        found.map((match) => [match.index, match.index + match[0].length]),
      );
    }
  });
});

test('a pattern that is not linear is told', () => {
  expect(() => searchCounting({ pattern: 'a{1,50000}b' }, 'a'.repeat(50_000), 1e6)).toThrow('steps');
});
