import { isLetter } from './characters.ts';

/** How far the name of a number may stand before and behind it, in UTF-16 units. */
const BEFORE = 40;
const AFTER = 20;

/** Lower-case for ASCII letters; what else it changes is in no name. */
const lower = (unit: number): number => (unit < 128 ? unit | 32 : unit);

/** Whether the name ends at `last` in the text and begins a word there, or a part of a name in camelCase. */
const endsAt = (text: string, last: number, name: string): boolean => {
  let i = last;
  let isJoint = true;
  for (let k = name.length - 1; k >= 0; i--) {
    const unit = text.charCodeAt(i);
    if (lower(unit) === name.charCodeAt(k)) {
      k--;
      isJoint = false;
    } else {
      // Parts of a name may be apart: `tax file`, `tax_file`, `tax-file`.
      if (isJoint || (unit !== 32 && unit !== 95 && unit !== 45)) return false;
      isJoint = true;
    }
  }
  const before = text.charCodeAt(i);
  // In a mark the name says what was found there.
  return text[last + 1] !== ']' && (!isLetter(before) || (before > 90 && text.charCodeAt(i + 1) < 91));
};

/** Names with the last letters of all as bits: of most units that one look says that no name ends there. */
export interface Names {
  readonly list: readonly string[];
  readonly lastLetters: number;
}

export const namesOf = (list: readonly string[]): Names => ({
  list,
  lastLetters: list.reduce((bits, name) => bits | (1 << (name.charCodeAt(name.length - 1) & 31)), 0),
});

/** The text in which letters were looked for last, and where none are: in a list of numbers each is near the one before. */
let lettersIn = '';
let noneFrom = 0;
let noneTo = 0;

/** Whether there is a letter, without which there is no name, near what begins at `start` and is no longer than `most`. */
export const hasLettersNear = (text: string, start: number, most: number): boolean => {
  const from = Math.max(0, start - BEFORE);
  const end = Math.min(text.length, start + most + AFTER);
  const isKnown = lettersIn === text && from >= noneFrom && from <= noneTo;
  lettersIn = text;
  if (!isKnown) noneFrom = noneTo = from;
  for (; noneTo < end; noneTo++) {
    const unit = text.charCodeAt(noneTo);
    if (isLetter(unit) || unit > 127) return true;
  }
  return false;
};

/** Lets go of the text. */
export const forgetLetters = (): void => {
  lettersIn = '';
};

const hasNameIn = (text: string, from: number, to: number, { list, lastLetters }: Names): boolean => {
  for (let i = from; i < to; i++)
    if ((lastLetters >> (text.charCodeAt(i) & 31)) & 1)
      for (const name of list) if (endsAt(text, i, name)) return true;
  return false;
};

/**
 * Whether one of the names stands near what lies from `start` to `end`: in the words around it, or as its key.
 * Names are in lower case and without spaces; in the text they may have spaces, hyphens and underscores, and be the
 * beginning of longer words.
 */
export const isNamed = (text: string, start: number, end: number, names: Names): boolean =>
  hasNameIn(text, Math.max(0, start - BEFORE), start, names) ||
  hasNameIn(text, end, Math.min(text.length, end + AFTER), names);
