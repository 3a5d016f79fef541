import { concernsContext, contextKind, createSqlContext, isIdle } from './sql/context.ts';
import type { SqlDialect } from './sql/dialects.ts';
import { keyword } from './sql/keywords.ts';
import * as token from './sql/reader.ts';
import { nextNotable, nextToken } from './sql/tokens.ts';

/** Longest part of a statement that is read, in UTF-16 units. A token that began before is read to its end. */
export const MAX_READ = 65_536;

/** Longest text that is returned, in UTF-16 units; there is no literal left in it that could be cut. */
export const MAX_STATEMENT_LENGTH = 16_384;

/**
 * Lists of values that are longer become one value. A short list says how many there are; a longer one is a list
 * that the program made, and would be another statement each time.
 * https://opentelemetry.io/docs/specs/semconv/db/database-spans/#sanitization-of-dbquerytext
 */
const MAX_LIST = 3;

const IN = keyword('in');
const VALUES = keyword('values');
const NULL = keyword('null');
const TRUE = keyword('true');
const FALSE = keyword('false');
const IS = keyword('is');
const NOT = keyword('not');

interface Writer {
  readonly text: string;
  out: string;
  /** Up to where the statement is in `out`, or left out. */
  copied: number;

  /** The brackets that are open. */
  depth: number;

  // A list of values, which has no brackets inside.
  isList: boolean;
  count: number;
  /** `out` with the first value of the list. */
  withFirst: string;

  // Rows: `VALUES (…), (…)`.
  /** The depth at which they are, or -1. */
  rowsDepth: number;
  isRow: boolean;
  /** Nothing but values in the row. */
  isPlain: boolean;
  /** What the last row was that stays, and whether it was plain. */
  keptRow: string;
  keptIsPlain: boolean;
  /** `out` with that row. */
  withKept: string;
  /** `out` before the row that is open. */
  beforeRow: string;
}

const flush = (writer: Writer, end: number): void => {
  if (writer.copied < end) writer.out += writer.text.slice(writer.copied, end);
  writer.copied = end;
};

const replace = (writer: Writer, start: number, end: number, value: string): void => {
  flush(writer, start);
  writer.out += value;
  writer.copied = end;
};

/** A value of a list has been read and ends at `end`. */
const countValue = (writer: Writer, end: number): void => {
  if (!writer.isList || ++writer.count !== 1) return;
  flush(writer, end);
  writer.withFirst = writer.out;
};

const endList = (writer: Writer, end: number): void => {
  if (writer.isList && writer.count > MAX_LIST) {
    writer.out = writer.withFirst;
    writer.copied = end;
  }
  writer.isList = false;
};

const beginRow = (writer: Writer, start: number): void => {
  flush(writer, start);
  writer.beforeRow = writer.out;
  writer.out = '';
  writer.isRow = true;
  writer.isPlain = true;
};

/** A row like the one before goes, so that a statement for a hundred rows is the same as one for two. */
const endRow = (writer: Writer, end: number): void => {
  flush(writer, end);
  writer.isRow = false;
  const row = writer.out;
  const isLike = writer.keptRow !== '' && (row === writer.keptRow || (writer.isPlain && writer.keptIsPlain));
  if (isLike) {
    writer.out = writer.withKept;
    return;
  }
  writer.out = writer.beforeRow + row;
  writer.withKept = writer.out;
  writer.keptRow = row;
  writer.keptIsPlain = writer.isPlain;
};

const opening = (writer: Writer, reader: token.SqlReader): void => {
  const isIn = reader.previousKeyword === IN;
  const isArray = writer.text.charCodeAt(reader.start) === 91;
  if (writer.depth === writer.rowsDepth && !writer.isRow) beginRow(writer, reader.start);
  else if (writer.isRow) writer.isPlain = false;
  writer.depth++;
  writer.isList = isIn || isArray;
  writer.count = 0;
  if (isIn && !writer.isRow) expectRows(writer);
};

const closing = (writer: Writer, reader: token.SqlReader): void => {
  endList(writer, reader.start);
  writer.depth--;
  if (writer.isRow && writer.depth === writer.rowsDepth) endRow(writer, reader.end);
  else if (writer.depth < writer.rowsDepth) writer.rowsDepth = -1;
};

const expectRows = (writer: Writer): void => {
  writer.rowsDepth = writer.depth;
  writer.keptRow = '';
};

/** What is neither a value nor a comma ends a list of values, a row of them and the rows. */
const passOther = (writer: Writer): void => {
  writer.isList = false;
  if (writer.isRow) writer.isPlain = false;
  else if (writer.depth === writer.rowsDepth) writer.rowsDepth = -1;
};

/** `NULL` is a value, and none in `id int NOT NULL`. */
const isValueWord = ({ keyword, previousKeyword, beforePreviousKeyword }: token.SqlReader): boolean =>
  keyword === TRUE ||
  keyword === FALSE ||
  (keyword === NULL && (previousKeyword !== NOT || beforePreviousKeyword === IS));

const finish = (writer: Writer, end: number, mark: string): string => {
  if (writer.isList && writer.count > MAX_LIST) endList(writer, end);
  flush(writer, end);
  const out = (writer.isRow ? writer.beforeRow + writer.out : writer.out) + mark;
  return out.length > MAX_STATEMENT_LENGTH ? `${out.slice(0, MAX_STATEMENT_LENGTH)}…` : out;
};

/** A statement without its literals and the contents of its comments. */
export const obfuscateSql = (text: string, dialect: SqlDialect): string => {
  const reader = token.createReader(text, dialect);
  const context = createSqlContext(dialect);
  const writer: Writer = {
    text,
    out: '',
    copied: 0,
    depth: 0,
    isList: false,
    count: 0,
    withFirst: '',
    rowsDepth: -1,
    isRow: false,
    isPlain: false,
    keptRow: '',
    keptIsPlain: false,
    withKept: '',
    beforeRow: '',
  };
  for (;;) {
    let kind = isIdle(context) ? nextNotable(reader) : nextToken(reader);
    const { start, end } = reader;
    if (reader.hasPassed) {
      reader.hasPassed = false;
      passOther(writer);
    }
    if (kind === token.END) return finish(writer, start, '');
    if (start >= MAX_READ) return finish(writer, Math.max(writer.copied, start), '…');
    if (kind === token.BROKEN) return '?';
    if (concernsContext(context, reader, kind)) kind = contextKind(context, reader, kind);
    // What does not begin as statements do may have lost its beginning, and with it the quote of a string.
    if (kind === token.REST) return context.firstOfAll > 0 ? finish(writer, start, '?') : '?';

    switch (kind) {
      case token.PREFIX:
        continue;
      case token.COMMENT:
        replace(writer, start, end, '?');
        continue;
      case token.LITERAL:
        replace(writer, start, end, '?');
        countValue(writer, end);
        continue;
      case token.PARAMETER: {
        const next = text.charCodeAt(start + 1);
        if (text.charCodeAt(start) === 36 && next >= 46 && next <= 57) replace(writer, start, end, '$?');
        countValue(writer, end);
        continue;
      }
      case token.COMMA:
        continue;
      case token.OPENING:
        opening(writer, reader);
        continue;
      case token.CLOSING:
        closing(writer, reader);
        continue;
      case token.WORD:
        if (reader.keyword !== 0 && isValueWord(reader)) {
          replace(writer, start, end, '?');
          countValue(writer, end);
          continue;
        }
        if (reader.keyword === VALUES && !writer.isRow) {
          expectRows(writer);
          writer.isList = false;
          continue;
        }
    }
    passOther(writer);
  }
};
