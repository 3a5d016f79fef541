import type { SqlDialect } from './dialects.ts';
import { isReserved, keyword, keywordSet } from './keywords.ts';
import * as token from './reader.ts';

const BY = keyword('by');
const COPY = keyword('copy');
const FORMAT = keyword('format');
const FROM = keyword('from');
const GRANT = keyword('grant');
const IDENTIFIED = keyword('identified');
const INSERT = keyword('insert');
const PASSWORD = keyword('password');
const PRAGMA = keyword('pragma');
const REPLACE = keyword('replace');
const SET = keyword('set');
const STDIN = keyword('stdin');
const TO = keyword('to');
const VALUES = keyword('values');
const WITH = keyword('with');
const CALLS = keywordSet('exec execute');
/** What may stand among the arguments of a procedure and is not one. */
const ARGUMENT_WORDS = keywordSet('output out default null');

// What a word is, if it is none of the grammar's.
const IDENTIFIER = 0;
const PROCEDURE = 1;
const ARGUMENT = 2;
const SETTING = 3;
const SETTING_VALUE = 4;
const DATA_FORMAT = 5;
/** All that follows is no statement. */
const DATA = 6;
/** The same from the next line on, unless the statement goes on there. */
const COPY_OPTION = 7;

/**
 * Words are names, but not everywhere: some places take a value without quotes, a password above all. This is what
 * is known from the words before.
 */
export interface SqlContext {
  readonly dialect: SqlDialect;
  place: number;
  /** The first word of the statement, by number, or -1 before it. */
  first: number;
  /** The same of the first statement. */
  firstOfAll: number;
  /** The next token is a password. */
  isSecret: boolean;
  hasSecret: boolean;
}

export const createSqlContext = (dialect: SqlDialect): SqlContext => ({
  dialect,
  place: IDENTIFIER,
  first: -1,
  firstOfAll: -1,
  isSecret: false,
  hasSecret: false,
});

const begin = (context: SqlContext, word: number): void => {
  context.first = word;
  if (context.firstOfAll < 0) context.firstOfAll = word;
  if ((word === SET && context.dialect.wordSettings) || word === PRAGMA) context.place = SETTING;
};

const endStatement = (context: SqlContext): void => {
  context.place = context.place === COPY_OPTION ? DATA : IDENTIFIER;
  context.first = -1;
  context.hasSecret = false;
};

const isCall = (
  { dialect, first }: SqlContext,
  { keyword, previousKeyword, text, end }: token.SqlReader,
): boolean =>
  CALLS[keyword] === 1 &&
  previousKeyword !== GRANT &&
  text.charCodeAt(end) !== 40 &&
  (dialect.wordArguments === 'anywhere' || (dialect.wordArguments === 'at start' && CALLS[first] === 1));

const atKeyword = (context: SqlContext, reader: token.SqlReader): void => {
  const { keyword, previousKeyword } = reader;
  const { place, first } = context;
  if (keyword === BY && previousKeyword === IDENTIFIED) {
    context.isSecret = true;
    context.hasSecret = true;
  } else if (keyword === REPLACE && context.hasSecret) context.isSecret = true;
  else if (keyword === STDIN && previousKeyword === FROM && first === COPY) context.place = COPY_OPTION;
  else if (keyword === FORMAT && context.dialect.formatData && first === INSERT) context.place = DATA_FORMAT;
  else if (keyword === TO && place === SETTING) context.place = SETTING_VALUE;
  else if (isCall(context, reader)) context.place = PROCEDURE;
  else if ((place === ARGUMENT || place === PROCEDURE) && isReserved(keyword) && !ARGUMENT_WORDS[keyword])
    context.place = IDENTIFIER;
};

const atName = (context: SqlContext, { text, end }: token.SqlReader, kind: number): number => {
  switch (context.place) {
    case PROCEDURE:
      if (text.charCodeAt(end) !== 46) context.place = ARGUMENT;
      return kind;
    case ARGUMENT:
    case SETTING_VALUE:
      return token.LITERAL;
    default:
      return kind;
  }
};

/** Whether words are names, and say nothing of what follows unless they are keywords. */
export const isIdle = (context: SqlContext): boolean =>
  context.place === IDENTIFIER && context.first >= 0 && !context.isSecret;

/** Most tokens tell the context nothing, and are none that it has to say something of. */
export const concernsContext = (context: SqlContext, reader: token.SqlReader, kind: number): boolean =>
  kind !== token.COMMENT &&
  kind !== token.REST &&
  (reader.keyword !== 0 ||
    context.place !== IDENTIFIER ||
    context.first < 0 ||
    context.isSecret ||
    kind === token.SEMICOLON ||
    kind === token.NAME);

/** The kind of the token that the reader is at, where the context is concerned. */
export const contextKind = (context: SqlContext, reader: token.SqlReader, kind: number): number => {
  const { keyword } = reader;
  if (context.place >= DATA_FORMAT && isData(context, reader)) return token.REST;
  if (kind === token.WORD && context.first < 0) begin(context, keyword);
  if (context.isSecret && kind !== token.PREFIX) {
    context.isSecret = false;
    return kind === token.WORD || kind === token.NAME ? token.LITERAL : kind;
  }
  if (keyword > 0) {
    atKeyword(context, reader);
    return kind;
  }
  if (kind === token.SEMICOLON) endStatement(context);
  else if (kind === token.NAME && reader.previousKeyword === PASSWORD) return token.LITERAL;
  if (context.place === IDENTIFIER) return kind;
  if (kind === token.WORD || kind === token.NAME) return atName(context, reader, kind);
  if (kind === token.OPERATOR && context.place === SETTING && reader.text.charCodeAt(reader.start) === 61)
    context.place = SETTING_VALUE;
  return kind;
};

/** What comes behind `FORMAT CSV` and behind `COPY t FROM STDIN;` is for no one to read. */
const isData = (context: SqlContext, reader: token.SqlReader): boolean => {
  if (context.place === DATA) return true;
  if (context.place === COPY_OPTION)
    return isFirstOfLine(reader) && reader.keyword !== WITH && reader.kind !== token.SEMICOLON;
  // The name of the format. `VALUES` is the one that is part of the statement.
  context.place = reader.keyword === VALUES ? IDENTIFIER : DATA;
  return false;
};

const isFirstOfLine = ({ text, start }: token.SqlReader): boolean => {
  for (let at = start - 1; at >= 0; at--) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) return true;
    if (unit > 32) return false;
  }
  return false;
};
