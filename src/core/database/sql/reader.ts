import { type CharacterTables, tablesOf, WORD_CHARACTER } from './characters.ts';
import type { SqlDialect } from './dialects.ts';
import { isReserved } from './keywords.ts';
import { type Budget, UNCLEAR } from './strings.ts';

// Kinds of tokens.
export const END = 0;
export const COMMENT = 1;
export const WORD = 3;
/** A name in quotes. */
export const NAME = 4;
export const LITERAL = 5;
/** A parameter that is bound: `?`, `$1`, `:name`, `@p1`, `%s`. */
export const PARAMETER = 6;
export const OPERATOR = 7;
export const COMMA = 8;
export const OPENING = 9;
export const CLOSING = 10;
export const SEMICOLON = 11;
export const POINT = 12;
/** From here on nothing is certain; there is no token behind it. */
export const REST = 13;
/** Nothing of the statement is certain, what came before included; there is no token behind it. */
export const BROKEN = 14;
/** Stuck to the string that follows, and part of it: `N`, `e`, `x`. */
export const PREFIX = 15;

/** Longest name, in characters: what is longer is none. https://docs.snowflake.com/en/sql-reference/identifiers */
export const MAX_NAME = 255;

/** Reads a statement from its beginning to its end. What it says of a token holds until the next is read. */
export interface SqlReader {
  readonly text: string;
  readonly length: number;
  readonly dialect: SqlDialect;
  readonly tables: CharacterTables;
  readonly budget: Budget;
  start: number;
  end: number;
  kind: number;
  /** Of a word: its number in the list of keywords, else 0. */
  keyword: number;
  /** Of the last token that is no comment. */
  previousKind: number;
  previousKeyword: number;
  /** Whether the brackets that are open hold values, innermost last; only where a dialect needs to know. */
  readonly valueBrackets: boolean[];
  /** Of the token before the last, if that is a word. */
  beforePreviousKeyword: number;
  /** Tokens were gone over that are neither values nor commas. */
  hasPassed: boolean;
  /** Where a string begins in which backslashes escape, by its prefix. */
  escapedFrom: number;
}

export const createReader = (text: string, dialect: SqlDialect): SqlReader => ({
  text,
  length: text.length,
  dialect,
  tables: tablesOf(dialect),
  budget: { left: 2 * text.length + 1_000 },
  start: 0,
  end: 0,
  kind: END,
  keyword: 0,
  previousKind: END,
  previousKeyword: 0,
  valueBrackets: [],
  beforePreviousKeyword: 0,
  hasPassed: false,
  escapedFrom: -1,
});

/** The token reaches up to `end`, if there is one. */
export const upTo = (reader: SqlReader, end: number, kind: number): number => {
  if (end < 0) {
    reader.end = reader.text.length;
    return end === UNCLEAR ? REST : BROKEN;
  }
  reader.end = end;
  return kind;
};

export const one = (reader: SqlReader, kind: number): number => {
  reader.end = reader.start + 1;
  return kind;
};

export const isInside = (inside: Uint8Array, unit: number): boolean =>
  unit < 128 ? inside[unit] === 1 : unit >= 128;

export const wordEnd = ({ text, tables: { inside } }: SqlReader, from: number): number => {
  let at = from;
  while (at < text.length && isInside(inside, text.charCodeAt(at))) at++;
  return at;
};

export const isWordStart = ({ text, tables: { first } }: SqlReader, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 128 || first[unit] === WORD_CHARACTER;
};

/** A sign is part of a number unless something is before it that it could be added to. */
export const isSignPlace = ({ previousKind, previousKeyword }: SqlReader): boolean => {
  if (previousKind === WORD) return isReserved(previousKeyword);
  return (
    previousKind === OPERATOR || previousKind === COMMA || previousKind === OPENING || previousKind === END
  );
};
