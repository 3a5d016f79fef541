import { isDigit, isLetter } from './characters.ts';

// Words near a number say what it is. They are compared by a hash, so that nothing is allocated.

const MAX_WORD = 16;
const MAX_WORDS = 5;
const MAX_UNITS = 48;

/** A word of this length in a list stands for all that begin with it: `phone` for `phones`. */
const STEM = 5;

/** Makes one of both cases, in Latin-1 too. */
const mixed = (hash: number, unit: number): number => (Math.imul(hash, 33) + (unit | 32)) | 0;

const hashOf = (word: string): number => {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = mixed(hash, word.charCodeAt(i));
  return hash;
};

export type Words = ReadonlySet<number>;

export const wordsOf = (list: string): Words => new Set(list.split(' ').map(hashOf));

const isWordLetter = (unit: number): boolean => isLetter(unit) || (unit >= 0xc0 && unit < 0x2000);

const isUpper = (unit: number): boolean => unit >= 65 && unit <= 90;

/** Whether the letters from `start` to `end` are one of the words. */
const isOneOf = (words: Words, text: string, start: number, end: number): boolean => {
  let hash = 0;
  for (let i = start; i < end; i++) {
    hash = mixed(hash, text.charCodeAt(i));
    if (i - start === STEM - 1 && words.has(hash)) return true;
  }
  return words.has(hash);
};

/** Between a word and its number: another thing begins behind one of these. `]` ends the mark of what was removed. */
const SEPARATES = '\n\r,;{}]&!?';

/**
 * Whether one of `words` stands before `at`, with nothing between but punctuation and words of `fillers`. Names of
 * fields are read as words: `homePhone`, `phone_number`.
 */
export const isAfterWord = (text: string, at: number, words: Words, fillers?: Words): boolean => {
  const first = Math.max(0, at - MAX_UNITS);
  let i = at;
  for (let count = 0; count < MAX_WORDS; count++) {
    for (; i > first; i--) {
      const unit = text.charCodeAt(i - 1);
      if (isWordLetter(unit)) break;
      if (
        isDigit(unit)
          ? i < 2 || isDigit(text.charCodeAt(i - 2)) || text[i - 2] === ' '
          : SEPARATES.includes(text[i - 1] as string)
      )
        return false;
    }
    if (i === first) return false;
    const end = i;
    do i--;
    while (
      end - i < MAX_WORD &&
      isWordLetter(text.charCodeAt(i - 1)) &&
      !(isUpper(text.charCodeAt(i)) && !isUpper(text.charCodeAt(i - 1)))
    );
    if (isOneOf(words, text, i, end)) return true;
    if (!fillers || !isOneOf(fillers, text, i, end)) return false;
  }
  return false;
};

/** Where the word that begins at `at` ends. */
const endOfWord = (text: string, at: number): number => {
  let end = at;
  while (end - at < MAX_WORD && isWordLetter(text.charCodeAt(end))) end++;
  return end;
};

/** Whether one of `words` begins at `at`. */
export const startsWithWord = (text: string, at: number, words: Words): boolean =>
  isOneOf(words, text, at, endOfWord(text, at));

/** Whether one of `words` follows as a label, as in `… (mobile)` and `…-Fax`, and not as a part of a sentence. */
export const isBeforeLabel = (text: string, at: number, words: Words): boolean => {
  let start = at;
  while (start - at < 3 && ' -(,/'.includes(text[start] ?? 'x')) start++;
  const end = endOfWord(text, start);
  return isOneOf(words, text, start, end) && !(text[end] === ' ' && isWordLetter(text.charCodeAt(end + 1)));
};
