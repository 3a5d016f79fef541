// Reads words and blanks in place: nothing here makes a string.
import { isWord } from './characters.ts';
import type { Found } from './rule.ts';

/** Whether `word`, of small letters, digits and signs below them, stands at `at` in any case. */
export const isWordAt = (text: string, at: number, word: string): boolean => {
  for (let i = 0; i < word.length; i++) {
    const place = at + i;
    if (place < 0 || place >= text.length) return false;
    const unit = text.charCodeAt(place);
    const wanted = word.charCodeAt(i);
    if (unit !== wanted && !(wanted > 96 && (unit | 32) === wanted)) return false;
  }
  return true;
};

/** The first of `words` that stands at `at` in any case. */
export const wordAt = (text: string, at: number, words: readonly string[]): string | undefined => {
  const first = text.charCodeAt(at) | 32;
  for (const word of words) if ((word.charCodeAt(0) | 32) === first && isWordAt(text, at, word)) return word;
  return undefined;
};

/** Says which word stands at a place. */
export type WordFinder = (text: string, at: number) => string | undefined;

/** A finder of the first of `words` that stands at a place in any case. All have two units and more. */
export const createWordFinder = (words: readonly string[]): WordFinder => {
  /** By the first two units. */
  const byLetters: string[][] = [];
  const placeOf = (first: number, second: number): number => ((first & 31) << 5) | (second & 31);
  for (const word of words) {
    const place = placeOf(word.charCodeAt(0), word.charCodeAt(1));
    byLetters[place] = [...(byLetters[place] ?? []), word];
  }
  return (text, at) => {
    if (at + 1 >= text.length) return undefined;
    const some = byLetters[placeOf(text.charCodeAt(at), text.charCodeAt(at + 1))];
    if (some) for (let i = 0; i < some.length; i++) if (isWordAt(text, at, some[i] as string)) return some[i];
    return undefined;
  };
};

/** The first three letters of words, in any case, as rules have them in `prefixes`. */
export const prefixesOf = (words: readonly string[]): readonly string[] => [
  ...new Set(
    words.flatMap((word) => {
      const [first = '', second = '', third = ''] = word;
      return [first, first.toUpperCase()].flatMap((one) =>
        [second, second.toUpperCase()].map((other) => one + other + third),
      );
    }),
  ),
];

export const isWordBefore = (text: string, end: number, word: string): boolean =>
  isWordAt(text, end - word.length, word);

/** Space or tab. */
export const isBlank = (unit: number): boolean => unit === 32 || unit === 9;

export const isQuote = (unit: number): boolean => unit === 34 || unit === 39 || unit === 96;

export const isBackslash = (unit: number): boolean => unit === 92;

/** Part of a name, and of base64url. */
export const isNameUnit = (unit: number): boolean => isWord(unit) || unit === 45;

/** Where the units of a kind that stand from `from` on end; at most `most` of them, so that a look ahead is bounded. */
export const skip = (text: string, from: number, is: (unit: number) => boolean, most: number): number => {
  let end = from;
  while (end - from < most && is(text.charCodeAt(end))) end++;
  return end;
};

/** Whether `unit` is among the units from `start` to `end`. */
export const hasUnit = (text: string, { start, end }: Found, unit: number): boolean => {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === unit) return true;
  return false;
};

export const skipBlanks = (text: string, from: number): number => skip(text, from, isBlank, 16);
