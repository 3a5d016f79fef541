/** Longest text that is returned, in UTF-16 units; there is no value left in it that could be cut. */
const MAX_LENGTH = 16_384;
/** Longest part of a text that is read, in UTF-16 units. A token that began before is read to its end. */
const MAX_READ = 65_536;
/** A longer key is none: it is a value that is used as one. */
const MAX_KEY = 100;

const VALUE = '"?"';

interface Walk {
  readonly text: string;
  out: string;
  /** The brackets that are open, innermost last: whether it is one of a list. */
  readonly isList: boolean[];
  /** A value was written last. In a list another one would say nothing new. */
  isAfterValue: boolean;
  /** A comma was read and is not yet written. */
  hasComma: boolean;
}

/** Names of fields, their paths and operators: `$match`, `user.email`, `@timestamp`, `my-index`. */
const isKeyUnit = (unit: number, isFirst: boolean): boolean => {
  const lower = unit | 32;
  if ((lower >= 97 && lower <= 122) || unit === 95 || unit === 36) return true;
  // What begins with a digit is a number, or names something that has one.
  return isFirst ? unit === 64 : (unit >= 48 && unit <= 57) || unit === 46 || unit === 45 || unit === 42;
};

const isKey = (text: string, start: number, end: number): boolean => {
  if (end <= start || end - start > MAX_KEY) return false;
  for (let at = start; at < end; at++) if (!isKeyUnit(text.charCodeAt(at), at === start)) return false;
  return true;
};

/** The first unit that is no blank. */
const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
};

const write = (walk: Walk, part: string): void => {
  if (walk.hasComma) walk.out += ',';
  walk.hasComma = false;
  walk.isAfterValue = false;
  walk.out += part;
};

const writeValue = (walk: Walk): void => {
  if (walk.isAfterValue && walk.isList.at(-1)) walk.hasComma = false;
  else write(walk, VALUE);
  walk.isAfterValue = true;
};

/** Behind the unit that ends what began at `start`, which a backslash escapes; or the end of the text. */
const closed = (text: string, start: number, unit: number): number => {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== unit) at += text.charCodeAt(at) === 92 ? 2 : 1;
  return Math.min(at + 1, text.length);
};

const readQuoted = (walk: Walk, start: number): number => {
  const { text } = walk;
  const end = closed(text, start, text.charCodeAt(start));
  if (text.charCodeAt(skipBlanks(text, end)) !== 58) writeValue(walk);
  else write(walk, isKey(text, start + 1, end - 1) ? text.slice(start, end) : VALUE);
  return end;
};

const ENDS_BARE = new Set([...'{}[](),:;"\'`/'].map((mark) => mark.charCodeAt(0)));

/** A key or a method without quotes, as shells of databases have them: `db.users.find({ email: … })`. Else a value. */
const readBare = (walk: Walk, start: number): number => {
  const { text } = walk;
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) > 32 && !ENDS_BARE.has(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(skipBlanks(text, end));
  const isOutside = walk.isList.length === 0 && (next === 123 || next === 91);
  // `.limit(`
  const first = text.charCodeAt(start) === 46 ? start + 1 : start;
  if ((next === 58 || next === 40 || isOutside) && isKey(text, first, end))
    write(walk, isOutside ? `${text.slice(start, end)} ` : text.slice(start, end));
  else writeValue(walk);
  return end;
};

/** A comment, or a regular expression. */
const readSlash = (walk: Walk, start: number): number => {
  const { text } = walk;
  const next = text.charCodeAt(start + 1);
  if (next !== 42 && next !== 47) {
    writeValue(walk);
    let at = closed(text, start, 47);
    while ((text.charCodeAt(at) | 32) >= 97 && (text.charCodeAt(at) | 32) <= 122) at++;
    return at;
  }
  const end = text.indexOf(next === 42 ? '*/' : '\n', start + 2);
  return end < 0 ? text.length : end + (next === 42 ? 2 : 0);
};

const readMark = (walk: Walk, at: number): number => {
  const unit = walk.text.charCodeAt(at);
  switch (unit) {
    case 44:
      walk.hasComma = true;
      return at + 1;
    case 123:
    case 91:
    case 40:
      write(walk, walk.text[at] as string);
      walk.isList.push(unit === 91);
      return at + 1;
    case 125:
    case 93:
    case 41:
      walk.hasComma = false;
      write(walk, walk.text[at] as string);
      walk.isList.pop();
      return at + 1;
    default:
      write(walk, walk.text[at] as string);
      return at + 1;
  }
};

const isMark = (unit: number): boolean =>
  unit === 123 || unit === 125 || unit === 91 || unit === 93 || unit === 40 || unit === 41 || unit === 44;

const readToken = (walk: Walk, at: number): number => {
  const unit = walk.text.charCodeAt(at);
  if (unit === 34 || unit === 39 || unit === 96) return readQuoted(walk, at);
  if (isMark(unit) || unit === 58 || unit === 59) return readMark(walk, at);
  return unit === 47 ? readSlash(walk, at) : readBare(walk, at);
};

/**
 * A document that a database is asked with, in JSON or in what its shell makes of that: the keys stay, each value
 * becomes a question mark, and of values that follow each other in a list the first stays. Documents on lines of
 * their own stay so.
 */
export const obfuscateDocument = (text: string): string => {
  const walk: Walk = { text, out: '', isList: [], isAfterValue: false, hasComma: false };
  let at = 0;
  while (at < text.length && at < MAX_READ) {
    const next = skipBlanks(text, at);
    if (next >= text.length) break;
    const isNewLine = walk.isList.length === 0 && walk.out !== '' && text.slice(at, next).includes('\n');
    if (isNewLine) walk.out += '\n';
    at = readToken(walk, next);
  }
  const isCut = at < text.length && at >= MAX_READ;
  return walk.out.length > MAX_LENGTH || isCut ? `${walk.out.slice(0, MAX_LENGTH)}…` : walk.out;
};
