import { isHexDigit } from './characters.ts';
import { addToHash, isReserved, keywordAt } from './keywords.ts';
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

export const readWord = (reader: SqlReader): number => {
  const { text, tables, start } = reader;
  const { inside } = tables;
  let hash = 0;
  let at = start;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? inside[unit] !== 1 && at > start : isTypographic(unit)) break;
    hash = addToHash(hash, unit);
  }
  reader.end = at;
  const length = at - start;
  const next = text.charCodeAt(at);
  if (length === 0 || isTypographic(next)) {
    reader.end = text.length;
    return REST;
  }
  if (length <= 12) reader.keyword = keywordAt(text, start, at, hash);
  if (next === 39 || (next === 34 && reader.dialect.doubleQuotes === 'string')) return readPrefixed(reader);
  if (next === 64 && !reader.dialect.links && isWordStart(reader, at + 1))
    return upTo(reader, addressEnd(reader, at), LITERAL);
  if (next === 45 && length === 8) {
    const uuid = uuidEnd(text, start);
    if (uuid > 0) return upTo(reader, uuid, LITERAL);
  }
  return length > MAX_NAME || (length === 32 && isHex(text, start, at)) ? LITERAL : WORD;
};

const isHex = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (!isHexDigit(text.charCodeAt(at))) return false;
  return true;
};
