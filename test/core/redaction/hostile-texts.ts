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

const MIXED = 250;
const OF_RULES = 200;

const repeated = (part: string, most: number, random: () => number): string =>
  part.repeat(1 + Math.floor(random() ** 4 * most));

/**
 * Pieces whose repetitions are the texts that a search may stumble over: what each rule goes by, whole and cut
 * anywhere, and mixes of all. New rules come in by themselves.
 */
export const hostileTexts = (seed = 7): readonly string[] => {
  const random = createRandom(seed);
  const examples = Object.values(ruleFacts).flatMap(({ vectors, ignores }: RuleFacts) =>
    [...vectors.map(([text]) => text), ...ignores].filter((text) => text !== ''),
  );
  const ofRules = Array.from({ length: OF_RULES }, (_, i) => {
    const text = pick(examples, random);
    const place = Math.floor(random() * text.length);
    return i % 3 === 0 ? text : i % 3 === 1 ? text.slice(0, 1 + place) : text.slice(place);
  });
  const triggers = rules.flatMap(({ triggers: all }) => [...all]);
  const all = [...new Set([...ATOMS, ...WORDS, ...triggers, ...ofRules])].filter((each) => each !== '');
  const mixed = Array.from({ length: MIXED }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => repeated(pick(all, random), 300, random)).join(
      '',
    ),
  );
  return [...new Set([...all, ...mixed])];
};
