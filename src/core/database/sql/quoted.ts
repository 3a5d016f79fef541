import { keyword, keywordSet } from './keywords.ts';
import {
  CLOSING,
  COMMA,
  isInside,
  LITERAL,
  MAX_NAME,
  NAME,
  OPENING,
  OPERATOR,
  one,
  POINT,
  REST,
  type SqlReader,
  upTo,
  WORD,
} from './reader.ts';
import { nameEnd, stringEnd } from './strings.ts';

const IN = keyword('in');
const VALUES = keyword('values');
const INTO = keyword('into');
const TABLE = keyword('table');

/** After these a name in double quotes can stand where the dialect has strings in double quotes as well. */
const BEFORE_NAME = keywordSet(
  'select insert update delete merge from join into table where and or case as on using set by having distinct all ' +
    'top returning with not exists only lateral view index column add rename to references constraint key unique ' +
    'database schema format values for replace alter drop create',
);

/** Behind a string a word cannot follow at once: if one does, the string did not end there. */
export const stringUpTo = (reader: SqlReader, end: number): number => {
  const kind = upTo(reader, end, LITERAL);
  if (kind === LITERAL && isInside(reader.tables.inside, reader.text.charCodeAt(end))) {
    reader.end = reader.text.length;
    return REST;
  }
  return kind;
};

export const readString = (reader: SqlReader, quote: string): number =>
  stringUpTo(reader, stringEnd(reader.text, reader.start + 1, quote, reader.dialect, reader.budget));

/** Whether a name can stand here, in a dialect in which double quotes may be around a string, too. */
const isNamePlace = (reader: SqlReader, end: number): boolean => {
  const { previousKind, previousKeyword } = reader;
  if (previousKind === POINT || reader.text.charCodeAt(end) === 46) return true;
  if (previousKind === OPERATOR) return false;
  if (previousKind === WORD) return previousKeyword === 0 || BEFORE_NAME[previousKeyword] === 1;
  if (previousKind === COMMA || previousKind === OPENING) return reader.valueBrackets.at(-1) !== true;
  return true;
};

export const readDoubleQuoted = (reader: SqlReader): number => {
  const { doubleQuotes } = reader.dialect;
  if (doubleQuotes === 'string') return readString(reader, '"');
  const end = nameEnd(reader.text, reader.start + 1, '"');
  if (doubleQuotes === 'either' && end >= 0 && !isNamePlace(reader, end)) return readString(reader, '"');
  return upTo(reader, end, end - reader.start > MAX_NAME ? LITERAL : NAME);
};

export const readQuotedName = (reader: SqlReader, closing: string): number => {
  const end = nameEnd(reader.text, reader.start + 1, closing);
  return upTo(reader, end, end - reader.start > MAX_NAME ? LITERAL : NAME);
};

/** `[a name]`; `[1]` is a value that PIVOT has made the name of a column. */
export const readBracketName = (reader: SqlReader): number => {
  const kind = readQuotedName(reader, ']');
  if (kind !== NAME) return REST;
  for (let at = reader.start + 1; at < reader.end - 1; at++) {
    const unit = reader.text.charCodeAt(at);
    if ((unit < 48 || unit > 57) && unit !== 45 && unit !== 46) return NAME;
  }
  return LITERAL;
};

export const open = (reader: SqlReader): number => {
  if (reader.dialect.doubleQuotes === 'either') {
    const { previousKind, previousKeyword, beforePreviousKeyword } = reader;
    const isCall = previousKind === WORD && previousKeyword === 0;
    const isList = previousKeyword === IN || previousKeyword === VALUES || previousKind === COMMA;
    const ofTable = beforePreviousKeyword === INTO || beforePreviousKeyword === TABLE;
    const inherited = previousKind === COMMA || previousKind === OPENING;
    reader.valueBrackets.push(
      isCall
        ? !ofTable && reader.text.charCodeAt(reader.start - 1) > 32
        : isList || (inherited && reader.valueBrackets.at(-1) === true),
    );
  }
  return one(reader, OPENING);
};

export const close = (reader: SqlReader): number => {
  if (reader.dialect.doubleQuotes === 'either') reader.valueBrackets.pop();
  return one(reader, CLOSING);
};
