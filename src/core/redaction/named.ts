import { isLetter } from './characters.ts';

/** How far the name of a number may stand before and behind it, in UTF-16 units. */
const BEFORE = 40;
const AFTER = 20;

/** Lower-case for ASCII letters; what else it changes is in no name. */
const lower = (unit: number): number => (unit < 128 ? unit | 32 : unit);

/** What may stand between the parts of a name: a space, `_` or `-`. */
const isJointUnit = (unit: number): boolean => unit === 32 || unit === 95 || unit === 45;

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
      if (isJoint || !isJointUnit(unit)) return false;
      isJoint = true;
    }
  }
  const before = text.charCodeAt(i);
  // In a mark the name says what was found there.
  return text[last + 1] !== ']' && (!isLetter(before) || (before > 90 && text.charCodeAt(i + 1) < 91));
};

/** Names by their last letter, as the last five bits of its unit: many units end none, and others a few. */
export interface Names {
  /** A bit for each letter that stands before the last one. */
  readonly before: Int32Array;
  readonly endingIn: readonly (readonly string[])[];
}

const LETTER_BITS = 31;
/** Digits, blanks and most signs are before the letters. */
const FIRST_LETTER = 65;

export const namesOf = (list: readonly string[]): Names => {
  const endingIn: string[][] = Array.from({ length: LETTER_BITS + 1 }, () => []);
  const before = new Int32Array(LETTER_BITS + 1);
  for (const name of list) {
    const letter = name.charCodeAt(name.length - 1) & LETTER_BITS;
    endingIn[letter]?.push(name);
    (before[letter] as number) |= 1 << (name.charCodeAt(name.length - 2) & LETTER_BITS);
  }
  return { before, endingIn };
};

/** Where the first of the names ends, or `to`. */
const endOfName = (text: string, from: number, to: number, { before, endingIn }: Names): number => {
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const wanted = unit < FIRST_LETTER ? 0 : (before[unit & LETTER_BITS] as number);
    if (wanted === 0) continue;
    const previous = i > 0 ? text.charCodeAt(i - 1) : 0;
    if (((wanted >> (previous & LETTER_BITS)) & 1) === 0 && !isJointUnit(previous)) continue;
    const ending = endingIn[unit & LETTER_BITS] as readonly string[];
    for (let k = 0; k < ending.length; k++) if (endsAt(text, i, ending[k] as string)) return i;
  }
  return to;
};

const hasNameIn = (text: string, from: number, to: number, names: Names): boolean =>
  endOfName(text, from, to, names) < to;

/** Whether any name may be near what begins at `start` and is no longer than `most`; texts are told apart by `search`. */
export type NameFinder = (text: string, start: number, most: number, search: number | undefined) => boolean;

/** In a list of numbers each is near the one before: each unit of a text is looked at once. */
export const createNameFinder = (names: Names): NameFinder => {
  let searched: number | undefined;
  /** Between these no name ends. */
  let noneFrom = 0;
  let noneTo = 0;
  return (text, start, most, search) => {
    const from = Math.max(0, start - BEFORE);
    const end = Math.min(text.length, start + most + AFTER);
    if (search === undefined || search !== searched || from < noneFrom || from > noneTo)
      noneFrom = noneTo = from;
    searched = search;
    if (noneTo < end) noneTo = endOfName(text, noneTo, end, names);
    return noneTo < end;
  };
};

/**
 * Whether one of the names stands near what lies from `start` to `end`: in the words around it, or as its key.
 * Names are in lower case and without spaces; in the text they may have spaces, hyphens and underscores, and be the
 * beginning of longer words.
 */
export const isNamed = (text: string, start: number, end: number, names: Names): boolean =>
  hasNameIn(text, Math.max(0, start - BEFORE), start, names) ||
  hasNameIn(text, end, Math.min(text.length, end + AFTER), names);
