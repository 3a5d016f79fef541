import {
  type Cursor,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDigit,
  TAB,
  YamlFault,
} from './cursor.ts';

/** A scalar as it was scanned. */
export interface Scanned {
  readonly text: string;
  readonly end: number;
}

/** Spaces and line ends between two parts of a text on several lines. */
interface Gap {
  readonly text: string;
  readonly hasBreak: boolean;
}

/** One line end becomes a space, and of several the first is left out. */
const joined = (first: string, more: string): string => {
  if (first !== '\n') return first + more;
  return more === '' ? ' ' : more;
};

const tabFault = ({ offset }: Cursor): YamlFault =>
  new YamlFault(offset, 'a tab is no indentation; expected spaces');

/** @param indent a tab in front of this column is no indentation; -1 where nothing is indented */
const readGap = (cursor: Cursor, indent: number): Gap => {
  const from = cursor.offset;
  cursor.skipBlanks();
  if (!isBreak(cursor.code())) return { text: cursor.since(from), hasBreak: false };
  const first = cursor.readBreak();
  let more = '';
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
    if (isBreak(code)) {
      more += cursor.readBreak();
      continue;
    }
    if (code === TAB && cursor.column < indent) throw tabFault(cursor);
    cursor.offset++;
  }
  return { text: joined(first, more), hasBreak: true };
};

const FLOW_ENDS = new Set([...',?[]{}'].map((character) => character.charCodeAt(0)));
const COLON = 58;
const HASH = 35;

/** What ends no text, wherever it stands. */
const PLAIN_RUN = /[\w./$@%+*=()-]+/y;

const endsPlain = (cursor: Cursor, isInFlow: boolean): boolean => {
  const code = cursor.code();
  return (
    isBlankOrEnd(code) ||
    (code === COLON && isBlankOrEnd(cursor.code(1))) ||
    (isInFlow && FLOW_ENDS.has(code))
  );
};

/** @param indent what the lines after the first have to have */
export const scanPlain = (
  cursor: Cursor,
  indent: number,
  isInFlow: boolean,
): Scanned & { readonly endsWithBreak: boolean } => {
  const start = cursor.offset;
  let [text, end] = ['', start];
  let gap: Gap = { text: '', hasBreak: false };
  while (!cursor.isAtDocumentMark() && cursor.code() !== HASH) {
    const from = cursor.offset;
    cursor.skipRun(PLAIN_RUN);
    while (!endsPlain(cursor, isInFlow)) cursor.offset++;
    if (cursor.offset > from) {
      text += gap.text + cursor.since(from);
      end = cursor.offset;
      gap = { text: '', hasBreak: false };
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break;
    gap = readGap(cursor, indent);
    if (!isInFlow && cursor.column < indent) break;
  }
  return { text, end, endsWithBreak: gap.hasBreak };
};

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
/** Digits of the code that follows. */
const CODES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const HIGHEST_CODE = 0x10ffff;

const readEscape = (cursor: Cursor): string => {
  const start = cursor.offset;
  const character = cursor.text.charAt(start + 1);
  cursor.offset += 2;
  const simple = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
  if (simple !== undefined) return simple;
  const length = Object.hasOwn(CODES, character) ? CODES[character] : undefined;
  if (length === undefined)
    throw new YamlFault(start, `\\${character} is no escape that the Collector knows`);
  const digits = cursor.text.slice(cursor.offset, cursor.offset + length);
  if (digits.length < length || !/^[\da-f]+$/i.test(digits))
    throw new YamlFault(
      start,
      `\\${character} is followed by ${length} hexadecimal digits, and here it is not`,
    );
  const code = Number.parseInt(digits, 16);
  if (code > HIGHEST_CODE || (code >= 0xd800 && code <= 0xdfff))
    throw new YamlFault(
      start,
      `\\${character}${digits} is half of a character, or none, and no escape that the Collector knows; write the character itself`,
    );
  cursor.offset += length;
  return String.fromCodePoint(code);
};

const BACKSLASH = 92;
const QUOTED_RUN = /[\w./$@%+*=()[\]{}:,-]+/y;

/** From the quote at the beginning to the one at the end. */
export const scanQuoted = (cursor: Cursor): Scanned => {
  const start = cursor.offset;
  const quote = cursor.code();
  const isDouble = quote === 34;
  const missing = (): YamlFault => new YamlFault(start, `${isDouble ? '"' : "'"} is missing at the end`);
  cursor.offset++;
  let text = '';
  for (;;) {
    if (cursor.isAtDocumentMark() || cursor.code() === 0) throw missing();
    // After an escaped line end the spaces of the next line are left out as well.
    let isContinued = false;
    for (let from = cursor.offset; ; from = cursor.offset) {
      cursor.skipRun(QUOTED_RUN);
      let code = cursor.code();
      while (!isBlankOrEnd(code) && code !== quote && !(isDouble && code === BACKSLASH)) {
        cursor.offset++;
        code = cursor.code();
      }
      text += cursor.since(from);
      if (isBlankOrEnd(code)) break;
      if (code === BACKSLASH && isDouble) {
        if (isBreak(cursor.code(1))) {
          cursor.offset++;
          cursor.readBreak();
          isContinued = true;
          break;
        }
        if (cursor.code(1) === 0) throw missing();
        text += readEscape(cursor);
      } else if (!isDouble && cursor.code(1) === quote) {
        cursor.offset += 2;
        text += "'";
      } else {
        cursor.offset++;
        return { text, end: cursor.offset };
      }
    }
    text += readQuotedGap(cursor, isContinued);
  }
};

const readQuotedGap = (cursor: Cursor, isContinued: boolean): string => {
  if (!isContinued) return readGap(cursor, -1).text;
  let breaks = '';
  for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code())
    if (isBreak(code)) breaks += cursor.readBreak();
    else cursor.offset++;
  return breaks;
};

interface Header {
  readonly chomping: '' | '+' | '-';
  /** 0 where the first line says it. */
  readonly indent: number;
}

/** What stands behind `|` or `>`: an indentation and what becomes of the end, in either order. */
const readHeader = (cursor: Cursor, parentIndent: number): Header => {
  const start = cursor.offset;
  let chomping: Header['chomping'] = '';
  let increment = 0;
  const readChomping = (): void => {
    if (cursor.is('+') || cursor.is('-')) chomping = cursor.text.charAt(cursor.offset++) as '+' | '-';
  };
  cursor.offset++;
  readChomping();
  if (isDigit(cursor.code())) {
    increment = cursor.code() - 48;
    if (increment === 0)
      throw new YamlFault(cursor.offset, 'an indentation of 0 is not accepted; expected 1 to 9');
    cursor.offset++;
    if (chomping === '') readChomping();
  }
  cursor.skipBlanks();
  if (cursor.code() === HASH) cursor.skipLine();
  if (!isBreakOrEnd(cursor.code()))
    throw new YamlFault(start, 'expected the text that begins here on the next line, or quotes around it');
  if (isBreak(cursor.code())) cursor.readBreak();
  return { chomping, indent: increment === 0 ? 0 : Math.max(parentIndent, 0) + increment };
};

interface Lines {
  readonly breaks: string;
  readonly indent: number;
  /** Behind the last line end. */
  readonly end: number;
}

/** Empty lines, and the spaces of the first that is not; the longest says how far a text is indented that does not say it. */
const readEmptyLines = (cursor: Cursor, indent: number, parentIndent: number): Lines => {
  let [breaks, longest, end] = ['', 0, cursor.offset];
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && cursor.is(' ')) cursor.offset++;
    longest = Math.max(longest, cursor.column);
    if ((indent === 0 || cursor.column < indent) && cursor.code() === TAB) throw tabFault(cursor);
    if (!isBreak(cursor.code())) break;
    breaks += cursor.readBreak();
    end = cursor.offset;
  }
  return { breaks, end, indent: indent || Math.max(longest, parentIndent + 1, 1) };
};

/** A text behind `|` or `>`. */
export const scanBlock = (cursor: Cursor, parentIndent: number): Scanned => {
  const isLiteral = cursor.is('|');
  const header = readHeader(cursor, parentIndent);
  let lines = readEmptyLines(cursor, header.indent, parentIndent);
  const { indent } = lines;
  let [text, lastBreak, wasIndented] = ['', '', false];
  while (cursor.column === indent && cursor.code() !== 0) {
    // A line that is indented more stands for itself in a folded text.
    const isIndented = isBlank(cursor.code());
    const isFolded = !isLiteral && lastBreak === '\n' && !wasIndented && !isIndented;
    if (!isFolded) text += lastBreak;
    else if (lines.breaks === '') text += ' ';
    text += lines.breaks;
    const from = cursor.offset;
    cursor.skipLine();
    text += cursor.since(from);
    wasIndented = isIndented;
    lastBreak = isBreak(cursor.code()) ? cursor.readBreak() : '';
    lines = readEmptyLines(cursor, indent, parentIndent);
  }
  if (header.chomping !== '-') text += lastBreak;
  if (header.chomping === '+') text += lines.breaks;
  return { text, end: lines.end };
};
