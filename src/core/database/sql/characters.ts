import type { SqlDialect } from './dialects.ts';

// What a character may begin.
/** Nothing that is known. */
export const OTHER = 0;
export const WORD_CHARACTER = 2;
export const DIGIT = 3;
export const QUOTE = 4;
export const DOUBLE_QUOTE = 5;
export const BACKTICK = 6;
export const BRACKET = 7;
export const DASH = 8;
export const SLASH = 9;
export const HASH = 10;
export const DOLLAR = 11;
export const POINT = 12;
export const COLON = 13;
export const AT_SIGN = 14;
export const QUESTION_MARK = 15;
export const PERCENT = 16;
export const BRACE = 17;
export const STAR = 18;
export const PLUS = 19;
export const BACKSLASH = 20;
export const COMMA_CHARACTER = 21;
export const OPENING = 22;
export const CLOSING = 23;
export const SEMICOLON_CHARACTER = 24;
/** Of an operator that begins nothing. */
export const MARK = 25;

/** By code unit below 128. */
export interface CharacterTables {
  readonly first: Uint8Array;
  /** 1 where the character continues a word. */
  readonly inside: Uint8Array;
}

const set = (table: Uint8Array, characters: string, value: number): void => {
  for (const character of characters) table[character.charCodeAt(0)] = value;
};

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';
const DIGITS = '0123456789';

const SINGLE: readonly (readonly [string, number])[] = [
  ["'", QUOTE],
  ['"', DOUBLE_QUOTE],
  ['`', BACKTICK],
  ['-', DASH],
  ['/', SLASH],
  ['#', HASH],
  ['$', DOLLAR],
  ['.', POINT],
  [':', COLON],
  ['@', AT_SIGN],
  ['?', QUESTION_MARK],
  ['%', PERCENT],
  ['{', BRACE],
  ['*', STAR],
  ['+', PLUS],
  ['\\', BACKSLASH],
  [',', COMMA_CHARACTER],
  ['([', OPENING],
  [')]}', CLOSING],
  [';', SEMICOLON_CHARACTER],
  ['=<>!|&^~', MARK],
];

const tablesFor = (dialect: SqlDialect): CharacterTables => {
  const first = new Uint8Array(128);
  set(first, LETTERS, WORD_CHARACTER);
  set(first, DIGITS, DIGIT);
  for (const [characters, value] of SINGLE) set(first, characters, value);
  if (dialect.hash === 'word') set(first, '#', WORD_CHARACTER);
  if (dialect.brackets) set(first, '[', BRACKET);

  const inside = new Uint8Array(128);
  set(inside, LETTERS + DIGITS + dialect.insideWords, 1);
  return { first, inside };
};

const known = new Map<SqlDialect, CharacterTables>();

export const tablesOf = (dialect: SqlDialect): CharacterTables => {
  let tables = known.get(dialect);
  if (!tables) {
    tables = tablesFor(dialect);
    known.set(dialect, tables);
  }
  return tables;
};

export const isHexDigit = (unit: number): boolean => {
  const lower = unit | 32;
  return (unit >= 48 && unit <= 57) || (lower >= 97 && lower <= 102);
};
