import * as character from './characters.ts';
import { readDash, readHash, readSlash } from './comments.ts';
import { isDigitAt, readBrace, readNumber, readSign } from './numbers.ts';
import { readColon, readDollar, readNamed, readPercent, readQuestionMark } from './parameters.ts';
import {
  close,
  open,
  readBracketName,
  readDoubleQuoted,
  readQuotedName,
  readString,
  stringUpTo,
} from './quoted.ts';
import {
  BROKEN,
  COMMA,
  COMMENT,
  END,
  isSignPlace,
  isWordStart,
  OPERATOR,
  one,
  POINT,
  REST,
  SEMICOLON,
  type SqlReader,
  upTo,
  WORD,
} from './reader.ts';
import { escapeStringEnd, OPEN, UNCLEAR } from './strings.ts';
import { readWord } from './words.ts';

/** Control characters count as blanks. */
const blankEnd = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
};

const read = (reader: SqlReader): number => {
  const { text, start } = reader;
  const unit = text.charCodeAt(start);
  if (unit >= 128) return readWord(reader);
  switch (reader.tables.first[unit]) {
    case character.WORD_CHARACTER:
      return readWord(reader);
    case character.DIGIT:
      return readNumber(reader, start);
    case character.COMMA_CHARACTER:
      return one(reader, COMMA);
    case character.OPENING:
      return open(reader);
    case character.CLOSING:
      return close(reader);
    case character.QUOTE:
      return reader.escapedFrom === start
        ? stringUpTo(reader, escapeStringEnd(text, start + 1))
        : readString(reader, "'");
    case character.POINT:
      return isDigitAt(text, start + 1) && isSignPlace(reader)
        ? readNumber(reader, start)
        : one(reader, POINT);
    case character.DOUBLE_QUOTE:
      return readDoubleQuoted(reader);
    case character.BACKTICK:
      return readQuotedName(reader, '`');
    case character.BRACKET:
      return readBracketName(reader);
    case character.DASH:
      return readDash(reader);
    case character.PLUS:
      return readSign(reader);
    case character.SLASH:
      return readSlash(reader);
    case character.STAR:
      // The end of a comment of which the beginning is missing: what came before it was none of the statement.
      return text.charCodeAt(start + 1) === 47 && text.charCodeAt(start + 2) !== 42
        ? upTo(reader, OPEN, BROKEN)
        : one(reader, OPERATOR);
    case character.HASH:
      return readHash(reader);
    case character.DOLLAR:
      return readDollar(reader);
    case character.COLON:
      return readColon(reader);
    case character.AT_SIGN: {
      const isDouble = text.charCodeAt(start + 1) === 64;
      return readNamed(reader, isDouble && isWordStart(reader, start + 2) ? start + 2 : start + 1);
    }
    case character.QUESTION_MARK:
      return readQuestionMark(reader);
    case character.PERCENT:
      return readPercent(reader);
    case character.BRACE:
      return readBrace(reader);
    case character.BACKSLASH:
      return upTo(reader, UNCLEAR, REST);
    case character.SEMICOLON_CHARACTER:
      return one(reader, SEMICOLON);
    default:
      return one(reader, OPERATOR);
  }
};

/** Reads the next token, behind blanks, and returns its kind. */
export const nextToken = (reader: SqlReader): number => {
  const { kind } = reader;
  if (kind > COMMENT) {
    if (kind === WORD) reader.beforePreviousKeyword = reader.previousKeyword;
    reader.previousKind = kind;
    reader.previousKeyword = reader.keyword;
  }
  reader.start = blankEnd(reader.text, reader.end);
  reader.keyword = 0;
  reader.kind = reader.start >= reader.text.length ? END : read(reader);
  return reader.kind;
};
