import { isDigit, isLetter } from './characters.ts';
import type { Found } from './rule.ts';
import { schemeAt, skipScheme } from './schemes.ts';
import { type Extent, endOfBare, endOfBlock, isFieldAt, readQuoted } from './value-ends.ts';
import {
  createWordFinder,
  isBackslash,
  isBlank,
  isQuote,
  isWordBefore,
  skip,
  skipBlanks,
  type WordFinder,
} from './words.ts';

/** Values that say that there is none. A longer word goes before what it starts with. */
const nothingAt = createWordFinder('null true false undefined none nil nan env file'.split(' '));

/** What stands behind a colon and a blank in prose and in code. */
const proseAt = createWordFinder(
  'not no yes ok off on unset unknown unexpected string set number boolean any object or option must missing required invalid in is expired expected empty error valid found failed for flag was with has and to called'.split(
    ' ',
  ),
);

/** What stands in the place of a value: marks, and parameters of templates. */
const maskAt = createWordFinder(
  'redacted [redacted %5bredacted [filtered [masked [hidden [removed [object *** ${ {{'.split(' '),
);

/** Ends of names whose values may be numbers of less than four digits; under `passwordLength` those are counts. */
const NUMERIC = 'pin cvv cvc cvn otp pwd pass word token secret key'.split(' ');

const isOneOf = (wordAt: WordFinder, text: string, start: number, end: number): boolean => {
  const word = wordAt(text, start);
  return word !== undefined && start + word.length === end;
};

/** What statements have in the place of values: `?`, `$?`, `$1`, `%s`. */
const isPlaceholder = (text: string, start: number, end: number): boolean => {
  const first = text[start];
  if (first === '?') return end === start + 1;
  if (first === '%') return end === start + 2 && text[start + 1] === 's';
  return (
    first === '$' &&
    end > start + 1 &&
    ((text[start + 1] === '?' && end === start + 2) || skip(text, start + 1, isDigit, 4) === end)
  );
};

/** Whether the value says that there is none, or is a mark already. */
export const isNothing = (text: string, start: number, end: number): boolean =>
  end <= start ||
  isPlaceholder(text, start, end) ||
  maskAt(text, start) !== undefined ||
  isOneOf(nothingAt, text, start, end);

/** Whether the units from `start` to `end` are a word that follows names of secrets in prose. */
export const isProseWord = (text: string, start: number, end: number): boolean =>
  isOneOf(proseAt, text, start, end);

const isIdentifier = (unit: number): boolean => isLetter(unit) || unit === 46 || unit === 95 || unit === 36;

/** Whether an unquoted value is a word of a sentence or of code, as in `token: expected }` and `token = lexer.next()`. */
const isProse = (text: string, start: number, end: number): boolean => {
  const plain = skip(text, start, isIdentifier, end - start);
  if (text[plain] === '(') return text[end] === ')' || text[end] === ',';
  if (isProseWord(text, start, plain) && (plain === end || isBlank(text.charCodeAt(plain)))) return true;
  const next = skipBlanks(text, plain);
  return plain > start && next > plain && isLetter(text.charCodeAt(next)) && !isFieldAt(text, next);
};

const isCount = (text: string, start: number, end: number, nameEnd: number): boolean => {
  return skip(text, start, isDigit, 3) === end && !NUMERIC.some((name) => isWordBefore(text, nameEnd, name));
};

/** Most characters of white space between the parts of a list. */
const MAX_SPACE = 64;

const isSpace = (unit: number): boolean => isBlank(unit) || unit === 10 || unit === 13;

const skipSpace = (text: string, from: number): number => skip(text, from, isSpace, MAX_SPACE);

/** Reads one quoted value, or several in a list; all of them are one value. */
const readQuotedList = (text: string, from: number, found: Found): boolean => {
  let start = from;
  if (text[from] === '[' || text[from] === '(') start = skipSpace(text, from + 1);
  let next = readQuoted(text, start, found);
  if (next === 0) return false;
  const first = found.start;
  while (start > from) {
    const comma = skipSpace(text, next);
    next = text[comma] === ',' ? readQuoted(text, skipSpace(text, comma + 1), found) : 0;
    if (next === 0) break;
  }
  found.start = first;
  return true;
};

/** Whether a quote opens a value, and does not close the text around: `"Password: ", "next"`. */
const isOpening = (text: string, at: number, nameEnd: number): boolean => {
  const before = text.charCodeAt(nameEnd);
  if (isQuote(before) || before === 92) return true;
  const open = skip(text, at, isBackslash, 16);
  return !isQuote(text.charCodeAt(open)) || !' \t\r\n,;}])'.includes(text[open + 1] ?? ' ');
};

/**
 * Reads the value that starts at `from`, behind the separator of the name that ends at `nameEnd`, into `found`:
 * quoted in any way, a list, a block of YAML, or as it stands. False where there is none, or none to hide.
 */
export const readValue = (
  text: string,
  from: number,
  nameEnd: number,
  found: Found,
  extent: Extent = 'word',
): boolean => {
  let start = skipBlanks(text, from);
  // b'', f"", @"" and the like
  if (isQuote(text.charCodeAt(start + 1)) && 'bBuUfFrR@$'.includes(text[start] ?? ' ')) start++;
  if (text.startsWith('&quot;', start)) start += 6;
  if (maskAt(text, start)) return false;
  if (isOpening(text, start, nameEnd) && readQuotedList(text, start, found)) {
    found.start = skipScheme(text, found.start);
    return !isNothing(text, found.start, found.end);
  }
  const isSpaced = start > from || isBlank(text.charCodeAt(nameEnd));
  // `password= user=jo`, `--password= --user jo`
  if (
    start > from &&
    text[from - 1] === '=' &&
    nameEnd === from - 1 &&
    (text.startsWith('--', start) || isFieldAt(text, start))
  )
    return false;
  const opening = text[start] as string;
  if (opening === '|' || opening === '>') {
    let line = start + 1;
    while (line - start < 3 && '+-123456789'.includes(text[line] ?? ' ')) line++;
    if (text[line] === '\n') {
      found.start = line + 1;
      found.end = endOfBlock(text, line + 1);
      return found.end > found.start;
    }
  }
  let until = extent;
  let mayBeProse = isSpaced;
  if (opening === '[' || opening === '{') {
    // The lists of Java, the braces of ODBC; in JSON and code what is inside has names of its own.
    if (isSpaced || text[from - 1] !== '=') return false;
    start++;
    until = 'line';
  } else if (isWordBefore(text, nameEnd, 'phrase')) {
    until = 'line';
    mayBeProse = false;
  } else if (isWordBefore(text, nameEnd, 'authorization')) until = 'line';
  // `Authorization: Custom abc`, but not `authorization: header is missing`
  if (until === 'line' && opening <= 'Z') mayBeProse = false;
  start = skipScheme(text, start);
  // Before a line is read, which may be long.
  if (mayBeProse && until === 'line' && isProse(text, start, start + MAX_SPACE)) return false;
  const end = endOfBare(text, start, until);
  found.start = start;
  found.end = end;
  return (
    !isNothing(text, start, end) &&
    !isOneOf(schemeAt, text, start, end) &&
    !isCount(text, start, end, nameEnd) &&
    !(mayBeProse && isProse(text, start, end))
  );
};
