import type { RuleFacts } from '../../../src/core/redaction/rule.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { rules } from '../../../src/core/redaction/rules.generated.ts';
import { createRandom, pick } from '../random.ts';

/** What encodings, marks and values are made of, and what no text should have. */
const ATOMS = [
  ...'aAzZ0419@%._+-=:/ \t\n"\'\\(){}[]<>#&?;,~*$!|é٣０',
  '\0',
  '\ud83d',
  '\ude00',
  '😀',
  '\u00a0',
  '\u2011',
];

const WORDS = [
  '%40',
  '%2540',
  '%25',
  '%3A',
  '%20',
  '://',
  '\\"',
  '\\u0040',
  '\\\\',
  '\\n',
  '[REDACTED:email]',
  '[REDACTED:',
  'REDACTED',
  'eyJ',
  '.eyJ',
  'QUF-',
  'QUFBQUFBQUFBQUFB',
  'am9AZXhhbXBsZS5jb20=',
  'a.',
  'a@',
  '4111 ',
  '4111+4111+',
  '1-',
  '1.',
  '::',
  'f:',
  'token',
  'token=',
  'token="',
  'a=',
  'x@y.',
  '+49 ',
  '-----BEGIN ',
];

/** Of those of the rules so many are drawn, one of that many, and of mixes of what does not change with the rules. */
const ONE_OF = 4;
const MIXED = 60;

const repeated = (part: string, most: number, random: () => number): string =>
  part.repeat(1 + Math.floor(random() ** 4 * most));

/** A number that a text has, whatever other texts there are. */
const seedOf = (text: string, seed: number): number => {
  let hash = seed;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) as number), 0x01000193);
  return hash >>> 0;
};

const FIXED = [...ATOMS, ...WORDS];

const mixOf = (parts: readonly string[], random: () => number): string =>
  parts.map((part) => repeated(part, 300, random)).join('');

/** Of an example: it, what of it is left where it is cut, and a mix of one of them with what does not change. */
const drawnOf = (text: string, seed: number): readonly string[] => {
  const random = createRandom(seedOf(text, seed));
  if (Math.floor(random() * ONE_OF) !== 0) return [];
  const place = Math.floor(random() * text.length);
  const piece = pick([text, text.slice(0, 1 + place), text.slice(place)], random);
  const others = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(FIXED, random));
  return [piece, mixOf(random() < 0.5 ? [piece, ...others] : [...others, piece], random)];
};

/**
 * Pieces whose repetitions are the texts that a search may stumble over: what each rule goes by, whole and cut
 * anywhere, and mixes of all. New rules come in by themselves. What is drawn of an example is its own affair: another
 * one more changes nothing of it, so that a test that fails has found something.
 */
export const hostileTexts = (seed = 7): readonly string[] => {
  const examples = Object.values(ruleFacts).flatMap(({ vectors, ignores }: RuleFacts) => [
    ...vectors.map(([text]) => text),
    ...ignores,
  ]);
  const random = createRandom(seed);
  const mixed = Array.from({ length: MIXED }, () =>
    mixOf(
      Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(FIXED, random)),
      random,
    ),
  );
  const triggers = rules.flatMap(({ triggers: all }) => [...all]);
  const drawn = examples.flatMap((text) => drawnOf(text, seed));
  return [...new Set([...FIXED, ...triggers, ...mixed, ...drawn])].filter((each) => each !== '');
};

/** Rows of what costs a search most, of which none is like the one before: nothing that was remembered helps. */
const ROWS: Readonly<Record<string, (random: () => number) => string>> = {
  addresses: (random) => Array.from({ length: 4 }, () => Math.floor(random() * 256)).join('.'),
  decimals: (random) => `${(random() * 2 - 1).toFixed(6)},`,
  integers: (random) => `${Math.floor(random() * 1e6)},`,
  phones: (random) => `+49 30 ${Math.floor(random() * 1e8)}, `,
  cards: (random) => `${4_000 + Math.floor(random() * 1e3)} ${1_000 + Math.floor(random() * 9e3)} `,
  times: (random) => `${new Date(random() * 2e12).toISOString()} GET /a 200 12.5\n`,
  fields: (random) => `${random().toString(36).slice(2, 8)}=${random().toString(36).slice(2, 6)}&`,
  json: (random) => `{"${random().toString(36).slice(2, 8)}":"${Math.floor(random() * 1e9)}"},\n`,
  escapes: (random) => `%${Math.floor(32 + random() * 95).toString(16)}`,
  base64: (random) => `${Buffer.from(`x ${random()} y ${random()}`).toString('base64')} `,
  'form in JSON': (random) => `\\"a%3D${Math.floor(random() * 1e6)}%26b\\"`,
};

/** Texts of `length` units of such rows, by the kind of row. */
export const randomTexts = (length: number, seed = 7): Readonly<Record<string, string>> => {
  const random = createRandom(seed);
  return Object.fromEntries(
    Object.entries(ROWS).map(([kind, row]) => {
      const rows: string[] = [];
      for (let size = 0; size < length; size += rows.at(-1)?.length ?? 0) rows.push(row(random));
      return [kind, rows.join('').slice(0, length)];
    }),
  );
};
