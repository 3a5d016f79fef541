import { isAlphanumeric, isWord } from './characters.ts';
import type { Found } from './rule.ts';
import { isBackslash, isBlank, isNameUnit, isQuote, isWordAt, skip, skipBlanks, wordAt } from './words.ts';

/**
 * Reads what stands in quotes at `start` into `found` and returns where the quotes end, 0 where there are none.
 * Before the quotes may be backslashes, as in JSON inside JSON: the closing one has as many, one inside the value
 * has more. Three quotes hold a text of many lines, doubled ones are those of CSV. Where nothing closes it, as in
 * a text that was cut, the value goes to the end of the line.
 */
export const readQuoted = (text: string, start: number, found: Found): number => {
  const open = skip(text, start, isBackslash, 16);
  const quote = text.charCodeAt(open);
  if (!isQuote(quote)) return 0;
  const escapes = open - start;
  let width = 1;
  if (text.charCodeAt(open + 1) === quote) {
    if (text.charCodeAt(open + 2) === quote) {
      if (text.charCodeAt(open + 3) === quote) return 0;
      width = 3;
    } else if (isWord(text.charCodeAt(open + 2))) width = 2;
  }
  found.start = open + width;
  let backslashes = 0;
  let line = 0;
  let end = found.start;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 92) backslashes++;
    else {
      if (unit === quote && backslashes % (2 * escapes + 2) === escapes) {
        let run = 1;
        while (run < 3 && text.charCodeAt(end + run) === quote) run++;
        // 'it''s' goes on; '' is empty.
        if (width > 1 ? run >= width : escapes > 0 || run !== 2 || end === found.start) break;
        end += run - 1;
      } else if (unit === 10) line ||= end;
      backslashes = 0;
    }
  }
  const isClosed = end < text.length;
  found.end = isClosed ? end - escapes : line || end;
  return isClosed ? end + width : found.end;
};

/** What stands between the name of a field and its value there, if there is one. */
const separatorAt = (text: string, at: number): string | undefined => {
  const end = skip(text, at, isNameUnit, 40);
  return end > at && (text[end] === ':' || text[end] === '=') ? text[end] : undefined;
};

/** Whether a name and its separator stand there. */
export const isFieldAt = (text: string, at: number): boolean => separatorAt(text, at) !== undefined;

/** How far an unquoted value goes. */
export type Extent =
  /** One word, as in a form, a log line or a connection string. */
  | 'word'
  /** A list of parameters: `username="jo", response=f00`. */
  | 'parameters'
  /** The line, as in headers; also where several of them are in one, with commas. */
  | 'line';

const isCommaPart = (text: string, at: number, extent: Extent): boolean => {
  const next = skipBlanks(text, at);
  const separator = separatorAt(text, next);
  if (extent === 'line') return separator !== ':';
  if (extent === 'parameters') return separator === '=';
  return next === at && !separator && next < text.length && !'"\'`[{'.includes(text[next] as string);
};

const scratch: Found = { start: 0, end: 0 };

/** Where an unquoted value ends. */
export const endOfBare = (text: string, start: number, extent: Extent): number => {
  const isOne = extent === 'word';
  let end = start;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (isAlphanumeric(unit) || unit > 125) continue;
    if (isBlank(unit)) {
      if (isOne || (extent === 'parameters' && text[end - 1] !== ',')) break;
    } else if (unit < 32 || isQuote(unit) || unit === 60 || unit === 62) break;
    else if (unit === 38 || unit === 59) {
      if (isOne) break;
    } else if (unit === 44 || unit === 124) {
      if (!isCommaPart(text, end + 1, extent)) break;
    } else if (unit === 41 || unit === 93 || unit === 125) {
      if (!isWord(text.charCodeAt(end + 1))) break;
    } else if (unit === 92) {
      const after = skip(text, end, isBackslash, text.length);
      if ('nrtu"\'`'.includes(text[after] ?? 'n')) break;
      end = after - 1;
    } else if (unit === 61 && !isOne) {
      // The quotes of a parameter, not those around it all: a letter opens them.
      const quote = skip(text, end + 1, isBackslash, 16);
      if (isQuote(text.charCodeAt(quote)) && isAlphanumeric(text.charCodeAt(quote + 1)))
        end = readQuoted(text, end + 1, scratch) - 1;
    }
  }
  return end;
};

const ENCODED_ENDS = ['26', '22', '3b', '7d', '0a', '0d', '20'];
const ENCODED_QUOTE = ['22'];

/** Inside a URL-encoded form or JSON, what ends a value is encoded as well, by `percent`: `%` or `%25`. */
export const endOfEncoded = (text: string, start: number, percent: string, isQuoted: boolean): number => {
  const ends = isQuoted ? ENCODED_QUOTE : ENCODED_ENDS;
  let end = start;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (isAlphanumeric(unit)) continue;
    if (unit <= 32 || isQuote(unit) || '&<>\\'.includes(text[end] as string)) break;
    if (unit !== 37 || !text.startsWith(percent, end)) continue;
    // A backslash in JSON, and what it escapes
    if (isWordAt(text, end + percent.length, '5c')) end += 2 * percent.length + 2;
    else if (wordAt(text, end + percent.length, ends)) break;
  }
  return Math.min(end, text.length);
};

/** The text of many lines that `|` or `>` opens in YAML: the lines that are indented as far as the first. */
export const endOfBlock = (text: string, start: number): number => {
  const indent = skipBlanks(text, start) - start;
  let end = start;
  for (let line = start; indent > 0 && skipBlanks(text, line) - line >= indent; line = end + 1) {
    end = line;
    while (end < text.length && text[end] !== '\n') end++;
  }
  return end;
};
