import { isHexDigit } from './characters.ts';
import { isReserved, keywordAt } from './keywords.ts';
import {
  isInside,
  isWordStart,
  LITERAL,
  MAX_NAME,
  PREFIX,
  REST,
  type SqlReader,
  upTo,
  WORD,
} from './reader.ts';
import { alternativeEnd, uuidEnd } from './strings.ts';

/** What stands before the quote of a string and is part of it, in lower case. */
const PREFIXES = new Set(['e', 'n', 'x', 'b', 'u', 'r', 'g', 'gx', 'ux', 'bx']);
/** Types that may be stuck to their string. */
const TYPES = new Set(['date', 'time', 'timestamp']);

/** Quotation marks of typography: no dialect has them, and what is between them is a text. */
const isTypographic = (unit: number): boolean =>
  (unit >= 0x2018 && unit <= 0x201f) || unit === 0xff02 || unit === 0xff07 || unit === 0xab || unit === 0xbb;

/** `jo@example.com`, which no dialect has without quotes. */
const addressEnd = (reader: SqlReader, from: number): number => {
  const { text, tables } = reader;
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!isInside(tables.inside, unit) && unit !== 64 && unit !== 46 && unit !== 45) break;
  }
  return at;
};

/** A string that a word is stuck to: `N'…'`, `e'…'`, `q'[…]'`, `_utf8'…'`, `date'…'`. The quote is at the word's end. */
const readPrefixed = (reader: SqlReader): number => {
  const { text, dialect, start, end } = reader;
  const length = end - start;
  const prefix = length <= 9 ? text.slice(start, end).toLowerCase() : '';
  if (dialect.alternativeQuotes && (prefix === 'q' || prefix === 'nq') && text.charCodeAt(end) === 39)
    return upTo(reader, alternativeEnd(text, end + 1), LITERAL);
  if (prefix === 'e' && dialect.escapeStrings) reader.escapedFrom = end;
  if (PREFIXES.has(prefix) || text.charCodeAt(start) === 95) return PREFIX;
  if (isReserved(reader.keyword) || TYPES.has(prefix)) return WORD;
  // `don't`: what came before was no string, or is open.
  reader.end = text.length;
  return REST;
};

/** A word that is not ASCII throughout, or that what follows is stuck to. */
export const readUnusualWord = (reader: SqlReader, from: number): number => {
  const { text, tables, start, length } = reader;
  let at = from;
  for (; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? tables.inside[unit] !== 1 : isTypographic(unit)) break;
  }
  reader.end = at;
  const next = at < length ? text.charCodeAt(at) : 0;
  if (at === start || isTypographic(next)) {
    reader.end = length;
    return REST;
  }
  reader.keyword = keywordAt(text, start, at);
  if (next === 39 || (next === 34 && reader.dialect.doubleQuotes === 'string')) return readPrefixed(reader);
  if (next === 64 && !reader.dialect.links && isWordStart(reader, at + 1))
    return upTo(reader, addressEnd(reader, at), LITERAL);
  if (next === 45 && at - start === 8) {
    const uuid = uuidEnd(text, start);
    if (uuid > 0) return upTo(reader, uuid, LITERAL);
  }
  return at - start > MAX_NAME || (at - start === 32 && isHex(text, start, at)) ? LITERAL : WORD;
};

/** Whether a word is one and no more, by what follows it: most are short, and a blank or a mark follows. */
export const isUsualWord = (next: number, length: number, isLast: boolean): boolean =>
  length < 32 && (isLast || (next < 128 && next !== 39 && next !== 34 && next !== 64 && next !== 45));

export const readWord = (reader: SqlReader): number => {
  const { text, start, length } = reader;
  const { inside } = reader.tables;
  let at = start + 1;
  let next = 0;
  while (at < length) {
    next = text.charCodeAt(at);
    if (next >= 128 || inside[next] !== 1) break;
    at++;
  }
  if (!isUsualWord(next, at - start, at === length)) return readUnusualWord(reader, at);
  reader.end = at;
  reader.keyword = keywordAt(text, start, at);
  return WORD;
};

const isHex = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
};
