import { isHexDigit } from './characters.ts';
import type { SqlDialect } from './dialects.ts';
import { isReserved, keywordAt } from './keywords.ts';

/** The text has no end of what began. */
export const OPEN = -1;
/** There is more than one end, and no way to tell which is meant. */
export const UNCLEAR = -2;

/** Whether the run of backslashes before `at` escapes what stands there. */
const isEscaped = (text: string, at: number, start: number): boolean => {
  let first = at;
  while (first > start && text.charCodeAt(first - 1) === 92) first--;
  return ((at - first) & 1) === 1;
};

/** How far a string reaches, where it is read one way; which characters there are tells whether there is another. */
interface Reading {
  end: number;
  hasEscapedQuote: boolean;
}

/** From behind the opening quote to behind the closing one. A quote that is doubled does not close. */
const read = (text: string, start: number, quote: string, escapes: boolean, reading: Reading): void => {
  const unit = quote.charCodeAt(0);
  reading.hasEscapedQuote = false;
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at)) {
    const escaped = isEscaped(text, at, start);
    if (escaped) reading.hasEscapedQuote = true;
    if (escaped && escapes) at++;
    else if (text.charCodeAt(at + 1) === unit) at += 2;
    else {
      reading.end = at + 1;
      return;
    }
  }
  reading.end = OPEN;
};

/** More blanks than that between two tokens are not looked behind. */
const MAX_BLANKS = 64;

const isWordUnit = (unit: number): boolean =>
  isHexDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 122) || unit === 95 || unit >= 128;

/**
 * How well a statement goes on behind a string: 2, as statements do; 1, a string there is strange; 0, it cannot be
 * one, because a word follows at once, or a backslash.
 */
const fitAt = (text: string, end: number): 0 | 1 | 2 => {
  if (end < 0) return 0;
  let at = end;
  while (at < text.length && text.charCodeAt(at) <= 32 && at - end < MAX_BLANKS) at++;
  if (at >= text.length) return 2;
  const unit = text.charCodeAt(at);
  if (unit === 92) return 0;
  if (unit <= 32 || unit === 39 || unit === 34 || unit === 96 || unit === 36 || unit === 35) return 1;
  if (!isWordUnit(unit)) return 2;
  if (at === end) return 0;
  let last = at;
  while (last - at < 20 && isWordUnit(text.charCodeAt(last))) last++;
  return isReserved(keywordAt(text, at, last)) ? 2 : 1;
};

/** What the search for a second reading may still look at, in units: a statement is read a bounded number of times. */
export interface Budget {
  left: number;
}

const mine: Reading = { end: 0, hasEscapedQuote: false };
const other: Reading = { end: 0, hasEscapedQuote: false };

/**
 * Where a string ends that has its first character at `start`: behind the closing quote, or `OPEN`, or `UNCLEAR`.
 *
 * A backslash before a quote can be read in two ways, and which one holds is a matter of the database, of its
 * settings and of the program that wrote the statement. Both are tried. One counts if the statement goes on as
 * statements do behind it and not behind the other; if that does not decide it, nobody can.
 */
export const stringEnd = (
  text: string,
  start: number,
  quote: string,
  dialect: SqlDialect,
  budget: Budget,
): number => {
  const escapes = dialect.backslash === 'escape';
  read(text, start, quote, escapes, mine);
  if (!mine.hasEscapedQuote) return mine.end;
  if (budget.left <= 0) return UNCLEAR;
  read(text, start, quote, !escapes, other);
  budget.left -= (other.end < 0 ? text.length : other.end) - start;
  const myFit = fitAt(text, mine.end);
  const otherFit = fitAt(text, other.end);
  if (mine.end === other.end) return mine.end;
  if (myFit === 2 && otherFit === 2)
    return dialect.backslashIsSetting || dialect.backslash === 'unknown' ? UNCLEAR : mine.end;
  if (myFit === 2) return mine.end;
  if (otherFit === 2) return other.end;
  return escapes && myFit === 1 && otherFit === 0 ? mine.end : UNCLEAR;
};

/** Of a string in which a backslash always escapes: `e'…'`. */
export const escapeStringEnd = (text: string, start: number): number => {
  read(text, start, "'", true, mine);
  return mine.end;
};

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}', '<': '>', '(': ')' };

/** Of `q'[it's]'`, from behind the first quote. */
export const alternativeEnd = (text: string, start: number): number => {
  const opening = text[start];
  if (opening === undefined) return OPEN;
  const end = text.indexOf(`${CLOSING[opening] ?? opening}'`, start + 1);
  return end < 0 ? OPEN : end + 2;
};

const MAX_TAG = 64;

/**
 * Of `$tag$…$tag$`, from the first `$`. Where no tag begins there, 0.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING
 */
export const dollarEnd = (text: string, start: number): number => {
  let at = start + 1;
  const last = start + MAX_TAG;
  while (at < last && isWordUnit(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== 36) return 0;
  const end = text.indexOf(text.slice(start, at + 1), at + 1);
  return end < 0 ? OPEN : end + at + 1 - start;
};

/** Of a name in quotes, of which a doubled one does not close. */
export const nameEnd = (text: string, start: number, closing: string): number => {
  read(text, start, closing, false, mine);
  return mine.end;
};

/** Of a block comment, from its beginning. */
export const commentEnd = (text: string, start: number, nested: SqlDialect['nestedComments']): number => {
  let depth = 1;
  for (let at = start + 2; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 42 && text.charCodeAt(at + 1) === 47) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (unit === 47 && text.charCodeAt(at + 1) === 42 && nested !== 'no') {
      if (nested === 'unknown') return UNCLEAR;
      at++;
      depth++;
    }
  }
  return OPEN;
};

/** The end of the line. */
export const lineEnd = (text: string, start: number): number => {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
};

/** Of a line that may be a comment: `UNCLEAR` if something begins in it that would go on in the next, if it is none. */
export const perhapsCommentEnd = (text: string, start: number): number => {
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) break;
    if (unit === 39 || unit === 34 || unit === 96 || unit === 36) return UNCLEAR;
    if (unit === 47 && text.charCodeAt(at + 1) === 42) return UNCLEAR;
  }
  return at;
};

/** Of a UUID as it is written, 8-4-4-4-12, else 0. */
export const uuidEnd = (text: string, start: number): number => {
  for (let at = 0; at < 36; at++) {
    const unit = text.charCodeAt(start + at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (unit !== 45) return 0;
    } else if (!isHexDigit(unit)) return 0;
  }
  return start + 36;
};

/**
 * Of a UUID in braces, with hyphens anywhere, else 0.
 * https://www.postgresql.org/docs/current/datatype-uuid.html
 */
export const bracedUuidEnd = (text: string, start: number): number => {
  let digits = 0;
  for (let at = start + 1; at < start + 80; at++) {
    const unit = text.charCodeAt(at);
    if (isHexDigit(unit)) digits++;
    else if (unit === 125) return digits === 32 ? at + 1 : 0;
    else if (unit !== 45) return 0;
  }
  return 0;
};
