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
  /** The brackets that are open, innermost last. */
  readonly open: number[];
  /** What was written last: a bracket or a sign, or one of those below. */
  last: number;
  /** A comma was read and is not yet written. */
  hasComma: boolean;
}

// What was written last. In a list a value behind another one would say nothing new.
const NOTHING = 0;
const A_NAME = 1;
const A_VALUE = 2;

const BRACE = 123;
const BRACKET = 91;
const PARENTHESIS = 40;
const COLON = 58;

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

/** Of a field, an index or a collection, and not what was made from a value. */
export const isName = (text: string): boolean => isKey(text, 0, text.length);

/** The first unit that is no blank. */
const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
};

const isOpening = (unit: number): boolean => unit === BRACE || unit === BRACKET;

const write = (walk: Walk, part: string, what: number): void => {
  if (walk.hasComma) walk.out += ',';
  walk.hasComma = false;
  walk.last = what;
  walk.out += part;
};

const writeValue = (walk: Walk): void => {
  if (walk.last === A_VALUE && walk.open.at(-1) === BRACKET) walk.hasComma = false;
  else write(walk, VALUE, A_VALUE);
};

/** Elsewhere what a colon follows is a part of a value of which the quotes are not where they should be. */
const isPlaceOfKey = ({ open, last, hasComma }: Walk): boolean =>
  open.at(-1) === BRACE && (hasComma || last === BRACE);

/** Behind the unit that ends what began at `start`, which a backslash escapes; or the end of the text. */
const closed = (text: string, start: number, unit: number): number => {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== unit) at += text.charCodeAt(at) === 92 ? 2 : 1;
  return Math.min(at + 1, text.length);
};

/** Of Elasticsearch's console: `"""…"""`, with line ends and quotes. */
const TRIPLE = '"""';

const hasLineEnd = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at++)
    if (text.charCodeAt(at) === 10 || text.charCodeAt(at) === 13) return true;
  return false;
};

/** What may follow a string. Where anything else does, or a string has a line end, its quotes are not what they seem. */
const AFTER_STRING = new Set([...',:;.+{}[]()'].map((mark) => mark.charCodeAt(0)));

const readQuoted = (walk: Walk, start: number): number => {
  const { text } = walk;
  const unit = text.charCodeAt(start);
  if (text.startsWith(TRIPLE, start)) {
    writeValue(walk);
    const close = text.indexOf(TRIPLE, start + TRIPLE.length);
    return close < 0 ? text.length : close + TRIPLE.length;
  }
  const end = closed(text, start, unit);
  const next = skipBlanks(text, end);
  const isMark = text.slice(start, end) === VALUE;
  const isWhole =
    (isMark ||
      next >= text.length ||
      AFTER_STRING.has(text.charCodeAt(next)) ||
      hasLineEnd(text, end, next)) &&
    (unit === 96 || !hasLineEnd(text, start, end));
  if (isWhole && text.charCodeAt(next) === COLON && isPlaceOfKey(walk) && isKey(text, start + 1, end - 1))
    write(walk, text.slice(start, end), A_NAME);
  else if (text.charCodeAt(next) === COLON) write(walk, VALUE, A_NAME);
  else writeValue(walk);
  return isWhole ? end : text.length;
};

const ENDS_BARE = new Set([...'{}[](),:;"\'`/'].map((mark) => mark.charCodeAt(0)));

/**
 * What makes a value in shells: https://www.mongodb.com/docs/mongodb-shell/reference/data-types/. Another word before
 * a parenthesis may be text that has lost its quotes.
 */
const CONSTRUCTORS = new Set(
  (
    'function Date ISODate ObjectId ObjectID UUID BinData HexData MinKey MaxKey RegExp Timestamp Int32 Long Double ' +
    'Decimal128 NumberInt NumberLong NumberDecimal'
  ).split(' '),
);

const staysBare = (walk: Walk, word: string, next: number): boolean => {
  if (next === COLON) return isPlaceOfKey(walk);
  if (walk.open.length > 0) return next === PARENTHESIS && CONSTRUCTORS.has(word);
  return next === PARENTHESIS ? walk.last !== A_VALUE : isOpening(next) && walk.last === NOTHING;
};

/** A key or a method without quotes, as shells of databases have them: `db.users.find({ email: … })`. Else a value. */
const readBare = (walk: Walk, start: number): number => {
  const { text } = walk;
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) > 32 && !ENDS_BARE.has(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(skipBlanks(text, end));
  // `.limit(`
  const first = text.charCodeAt(start) === 46 ? start + 1 : start;
  const word = text.slice(start, end);
  if (isKey(text, first, end) && staysBare(walk, word, next))
    write(walk, isOpening(next) ? `${word} ` : word, A_NAME);
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
    case BRACE:
    case BRACKET:
    case PARENTHESIS:
      write(walk, walk.text[at] as string, unit);
      walk.open.push(unit);
      return at + 1;
    case 125:
    case 93:
    case 41:
      walk.hasComma = false;
      write(walk, walk.text[at] as string, unit);
      walk.open.pop();
      return at + 1;
    default:
      write(walk, walk.text[at] as string, unit);
      return at + 1;
  }
};

const isMark = (unit: number): boolean =>
  isOpening(unit) || unit === 125 || unit === 93 || unit === PARENTHESIS || unit === 41 || unit === 44;

const readToken = (walk: Walk, at: number): number => {
  const unit = walk.text.charCodeAt(at);
  if (unit === 34 || unit === 39 || unit === 96) return readQuoted(walk, at);
  if (isMark(unit) || unit === COLON || unit === 59) return readMark(walk, at);
  return unit === 47 ? readSlash(walk, at) : readBare(walk, at);
};

/**
 * A document that a database is asked with, in JSON or in what its shell makes of that: the keys stay, each value
 * becomes a question mark, and of values that follow each other in a list the first stays. Documents on lines of
 * their own stay so.
 */
export const obfuscateDocument = (text: string): string => {
  const walk: Walk = { text, out: '', open: [], last: NOTHING, hasComma: false };
  let at = 0;
  while (at < text.length && at < MAX_READ) {
    const next = skipBlanks(text, at);
    if (next >= text.length) break;
    const isNewLine = walk.open.length === 0 && walk.out !== '' && hasLineEnd(text, at, next);
    if (isNewLine) {
      walk.out += '\n';
      walk.last = NOTHING;
    }
    at = readToken(walk, next);
  }
  const isCut = at < text.length && at >= MAX_READ;
  return walk.out.length > MAX_LENGTH || isCut ? `${walk.out.slice(0, MAX_LENGTH)}…` : walk.out;
};
