import { isDigitAt, isNumberAt, readNumber } from './numbers.ts';
import {
  isInside,
  isSignPlace,
  isWordStart,
  LITERAL,
  MAX_NAME,
  OPERATOR,
  one,
  PARAMETER,
  type SqlReader,
  upTo,
  WORD,
  wordEnd,
} from './reader.ts';
import { dollarEnd, OPEN, UNCLEAR } from './strings.ts';

/** A mark and a name, or the mark alone. */
export const readNamed = (reader: SqlReader, from: number): number => {
  if (!isWordStart(reader, from)) return one(reader, OPERATOR);
  const end = wordEnd(reader, from);
  return upTo(reader, end, end - from > MAX_NAME ? LITERAL : PARAMETER);
};

/** `$1` and what is stuck to it, `$tag$…$tag$`, `$name`. */
export const readDollar = (reader: SqlReader): number => {
  const { text, start } = reader;
  if (isNumberAt(text, start + 1)) {
    readNumber(reader, start + 1);
    return PARAMETER;
  }
  const end = dollarEnd(text, start);
  if (end !== 0) return upTo(reader, end === OPEN ? UNCLEAR : end, LITERAL);
  return readNamed(reader, start + 1);
};

/** Most digits of a parameter's number: https://www.sqlite.org/limits.html#max_variable_number */
const MAX_NUMBER = 5;

const numberedEnd = (text: string, from: number): number => {
  let at = from;
  while (at - from < MAX_NUMBER && isDigitAt(text, at)) at++;
  return at;
};

/** `:name`, `:1`, and not the parts of `::int`, `12:30`, `a[1:2]`. */
export const readColon = (reader: SqlReader): number => {
  const { text, start } = reader;
  if (text.charCodeAt(start + 1) === 58 || text.charCodeAt(start - 1) === 58) return one(reader, OPERATOR);
  if (!isDigitAt(text, start + 1)) return readNamed(reader, start + 1);
  const { previousKind } = reader;
  const canBind = isSignPlace(reader) || (previousKind === WORD && text.charCodeAt(start - 1) <= 32);
  const end = numberedEnd(text, start + 1);
  return canBind && !isInside(reader.tables.inside, text.charCodeAt(end))
    ? upTo(reader, end, PARAMETER)
    : one(reader, OPERATOR);
};

/** `?`, `?1` */
export const readQuestionMark = (reader: SqlReader): number => {
  const end = numberedEnd(reader.text, reader.start + 1);
  const isNumbered = !isInside(reader.tables.inside, reader.text.charCodeAt(end));
  return upTo(reader, isNumbered ? end : reader.start + 1, PARAMETER);
};

/** `%s`, `%(name)s`, else an operator. */
export const readPercent = (reader: SqlReader): number => {
  const { text, start, tables } = reader;
  let at = start + 1;
  if (text.charCodeAt(at) === 40) {
    const close = wordEnd(reader, at + 1);
    if (close - at > MAX_NAME || text.charCodeAt(close) !== 41) return one(reader, OPERATOR);
    at = close + 1;
  }
  const isBound = text.charCodeAt(at) === 115 && !isInside(tables.inside, text.charCodeAt(at + 1));
  return isBound ? upTo(reader, at + 1, PARAMETER) : one(reader, OPERATOR);
};
