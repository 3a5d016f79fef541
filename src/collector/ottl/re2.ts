// Regular expressions as Go has them, which is RE2: https://github.com/google/re2/wiki/Syntax

/** Largest number of repetitions. */
const MAX_REPEAT = 1000;

class RegexpFault extends Error {}

const CLASSES =
  /\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y;

interface Reader {
  readonly text: string;
  at: number;
}

const fail = (message: string): never => {
  throw new RegexpFault(message);
};

const match = (reader: Reader, pattern: RegExp): RegExpExecArray | null => {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at += found[0].length;
  return found;
};

/** A general category or a script. */
const isProperty = (name: string): boolean =>
  name === 'Any' ||
  ['gc', 'Script'].some((kind) => {
    try {
      return new RegExp(`\\p{${kind}=${name}}`, 'u').unicode;
    } catch {
      return false;
    }
  });

/** Reads what follows a backslash; gives the code point where it is one character. */
const readEscape = (reader: Reader, isInClass: boolean): number | undefined => {
  const { text, at } = reader;
  const letter = text[at + 1];
  if (letter === undefined) return fail('it ends with a backslash');
  if (match(reader, /\\x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})/y)) {
    const code = Number.parseInt(text.slice(at + 2, reader.at).replaceAll(/[{}]/g, ''), 16);
    return code > 0x10ffff ? fail(`${text.slice(at, reader.at)} is not a character`) : code;
  }
  const octal = match(reader, /\\(?:[1-7][0-7]{1,2}|0[0-7]{0,2})/y);
  if (octal) return Number.parseInt(octal[0].slice(1), 8);
  if (/[1-9]/.test(letter)) return fail(`\\${letter}: back-references are not supported`);
  const property = match(reader, /\\[pP](?:\{\^?([A-Za-z_]+)\}|([A-Z]))/y);
  if (property) {
    const name = property[1] ?? property[2] ?? '';
    return isProperty(name) ? undefined : fail(`${property[0]} is not a class of characters`);
  }
  if (match(reader, /\\[dDsSwW]/y)) return undefined;
  if (!isInClass && match(reader, /\\[AzbBC]/y)) return undefined;
  if (match(reader, /\\[afnrtv]/y)) return { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[letter];
  if (match(reader, /\\[!-/:-@[-`{-~]/y)) return letter.codePointAt(0);
  return fail(`"\\${letter}" is not an escape`);
};

const readClassItem = (reader: Reader): number | undefined => {
  if (reader.text[reader.at] === '\\') return readEscape(reader, true);
  const code = reader.text.codePointAt(reader.at) ?? 0;
  reader.at += code > 0xffff ? 2 : 1;
  return code;
};

const readClass = (reader: Reader): void => {
  const start = reader.at;
  match(reader, /\[\^?/y);
  for (let isFirst = true; isFirst || reader.text[reader.at] !== ']'; isFirst = false) {
    if (reader.at >= reader.text.length) fail(`the class "${reader.text.slice(start)}" has no closing ]`);
    if (match(reader, CLASSES)) continue;
    const name = /\[:\^?\w*:\]/y;
    name.lastIndex = reader.at;
    const unknown = name.exec(reader.text);
    if (unknown) fail(`${unknown[0]} is not a class of characters`);
    const itemStart = reader.at;
    const low = readClassItem(reader);
    const hasRange = reader.text[reader.at] === '-' && ![undefined, ']'].includes(reader.text[reader.at + 1]);
    if (low === undefined || !hasRange) continue;
    reader.at++;
    const high = readClassItem(reader);
    if (high === undefined || high < low)
      fail(`"${reader.text.slice(itemStart, reader.at)}" is not a range of characters`);
  }
  reader.at++;
};

const readGroupStart = (reader: Reader): boolean => {
  // Two groups may have one name.
  if (match(reader, /\(\?P?<[A-Za-z0-9_]+>/y)) return true;
  if (match(reader, /\(\?(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)?:/y)) return true;
  if (match(reader, /\(\?(?:[imsU]+(?:-[imsU]+)?|-[imsU]+)\)/y)) return false;
  const start = /\(\?(?:<?[=!]|P?[<=>])?/y;
  start.lastIndex = reader.at;
  const [found = '('] = start.exec(reader.text) ?? [];
  if (/[=!]$/.test(found) && !found.startsWith('(?P')) fail(`${found} look-around is not supported`);
  if (found.startsWith('(?')) fail(`"${reader.text.slice(reader.at, reader.at + 4)}" does not begin a group`);
  reader.at++;
  return true;
};

/** Reads a repetition if there is one. */
const readRepetition = (reader: Reader, isAfterItem: boolean): boolean => {
  const start = reader.at;
  const counted = match(reader, /\{(\d+)(,(\d*))?\}/y);
  if (counted) {
    const low = Number(counted[1]);
    const high = counted[3] ? Number(counted[3]) : low;
    if (Math.max(low, high) > MAX_REPEAT || high < low)
      fail(`${counted[0]} is not accepted; expected at most ${MAX_REPEAT}, the smaller first`);
  } else if (!match(reader, /[*+?]/y)) return false;
  if (!isAfterItem) fail(`"${reader.text.slice(start, reader.at)}" has nothing before it to repeat`);
  match(reader, /\?/y);
  const after = reader.at;
  if (match(reader, /[*+?]|\{\d+(?:,\d*)?\}/y))
    fail(`"${reader.text.slice(start, reader.at)}" repeats a repetition`);
  reader.at = after;
  return true;
};

const readAll = (reader: Reader): void => {
  let depth = 0;
  let hasItem = false;
  while (reader.at < reader.text.length) {
    const letter = reader.text[reader.at];
    if (readRepetition(reader, hasItem)) continue;
    if (match(reader, /\\Q[\s\S]*?(?:\\E|$)/y)) hasItem = true;
    else if (letter === '\\') {
      readEscape(reader, false);
      hasItem = true;
    } else if (letter === '[') {
      readClass(reader);
      hasItem = true;
    } else if (letter === '(') {
      if (readGroupStart(reader)) depth++;
      hasItem = false;
    } else if (letter === ')') {
      if (depth === 0) fail('a ")" closes nothing');
      depth--;
      reader.at++;
      hasItem = true;
    } else {
      reader.at++;
      hasItem = letter !== '|';
    }
  }
  if (depth > 0) fail('a "(" is not closed');
};

/** What is wrong with a regular expression; undefined where nothing is. */
export const faultOfRegexp = (text: string): string | undefined => {
  try {
    readAll({ text, at: 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof RegexpFault)) throw error;
    return error.message;
  }
};
