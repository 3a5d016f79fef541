import { readSign } from './numbers.ts';
import { COMMENT, OPERATOR, one, type SqlReader, upTo } from './reader.ts';
import { commentEnd, lineEnd, OPEN, perhapsCommentEnd, UNCLEAR } from './strings.ts';

export const readDash = (reader: SqlReader): number => {
  const { text, dialect, start } = reader;
  if (text.charCodeAt(start + 1) !== 45) return readSign(reader);
  const next = text.charCodeAt(start + 2);
  const isClear = Number.isNaN(next) || next <= 32;
  if (isClear || (!dialect.dashesNeedBlank && dialect.backslash !== 'unknown'))
    return upTo(reader, lineEnd(text, start), COMMENT);
  if (dialect.dashesNeedBlank) return readSign(reader);
  return upTo(reader, perhapsCommentEnd(text, start), COMMENT);
};

export const readSlash = (reader: SqlReader): number => {
  const { text, dialect, start } = reader;
  const next = text.charCodeAt(start + 1);
  if (next === 42) {
    const end = commentEnd(text, start, dialect.nestedComments);
    return upTo(reader, end === OPEN ? UNCLEAR : end, COMMENT);
  }
  if (next === 47 && dialect.slashes === 'comment') return upTo(reader, lineEnd(text, start), COMMENT);
  if (next === 47 && dialect.slashes === 'perhaps')
    return upTo(reader, perhapsCommentEnd(text, start), COMMENT);
  return one(reader, OPERATOR);
};

/** `a #> b`, `a #- b`, `a ## b`: https://www.postgresql.org/docs/current/functions-json.html */
const isHashOperator = (text: string, start: number): boolean => {
  const next = text.charCodeAt(start + 1);
  const before = text.charCodeAt(start - 1);
  return next === 62 || next === 45 || next === 35 || next === 61 || before === 35 || before === 64;
};

export const readHash = (reader: SqlReader): number => {
  const { text, dialect, start } = reader;
  if (dialect.hash === 'comment') return upTo(reader, lineEnd(text, start), COMMENT);
  if (isHashOperator(text, start)) return one(reader, OPERATOR);
  return upTo(reader, perhapsCommentEnd(text, start), COMMENT);
};
