import * as character from './characters.ts';
import { readDash, readHash, readSlash } from './comments.ts';
import { keywordAt, keywordSet } from './keywords.ts';
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
import { isUsualWord, readUnusualWord, readWord } from './words.ts';

const read = (reader: SqlReader): number => {
  const { text, start } = reader;
  const unit = text.charCodeAt(start);
  if (unit >= 128) return readUnusualWord(reader, start);
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

/** What was read becomes what was before. */
const shift = (reader: SqlReader): void => {
  const { kind } = reader;
  if (kind <= COMMENT) return;
  if (kind === WORD) reader.beforePreviousKeyword = reader.previousKeyword;
  reader.previousKind = kind;
  reader.previousKeyword = reader.keyword;
  reader.keyword = 0;
};

/** Reads the next token, behind blanks, and returns its kind. Control characters count as blanks. */
export const nextToken = (reader: SqlReader): number => {
  const { text, length } = reader;
  shift(reader);
  let at = reader.end;
  while (at < length && text.charCodeAt(at) <= 32) at++;
  reader.start = at;
  reader.kind = at < length ? read(reader) : END;
  return reader.kind;
};

/** Words that are values, or say what follows. */
const NOTABLE = keywordSet('in values null true false by replace stdin format to exec execute');

/**
 * Reads the next token of which there is something to say, and goes over those that only are there: most words,
 * commas, points, marks that begin nothing. Most of a statement is that, and most of the time goes here.
 * Says in `hasPassed` whether it went over any but commas.
 */
export const nextNotable = (reader: SqlReader): number => {
  const { text, length } = reader;
  const { first, inside } = reader.tables;
  shift(reader);
  let { previousKind, previousKeyword, beforePreviousKeyword } = reader;
  let hasPassed = false;
  let at = reader.end;
  let kind = END;
  while (at < length) {
    const unit = text.charCodeAt(at);
    if (unit <= 32) {
      at++;
      continue;
    }
    const group = unit < 128 ? (first[unit] as number) : character.OTHER;
    if (group === character.WORD_CHARACTER) {
      let end = at + 1;
      let next = 0;
      while (end < length) {
        next = text.charCodeAt(end);
        if (next >= 128 || inside[next] !== 1) break;
        end++;
      }
      if (!isUsualWord(next, end - at, end === length)) {
        kind = WORD;
        break;
      }
      const keyword = keywordAt(text, at, end);
      if (NOTABLE[keyword] === 1) {
        reader.keyword = keyword;
        reader.end = end;
        kind = WORD;
        break;
      }
      beforePreviousKeyword = previousKeyword;
      previousKind = WORD;
      previousKeyword = keyword;
      hasPassed = true;
      at = end;
      continue;
    }
    if (group === character.COMMA_CHARACTER) {
      previousKind = COMMA;
      at++;
    } else if (group === character.MARK) {
      previousKind = OPERATOR;
      hasPassed = true;
      at++;
    } else if (group === character.POINT && at + 1 < length && !isDigitAt(text, at + 1)) {
      previousKind = POINT;
      hasPassed = true;
      at++;
    } else {
      kind = REST;
      break;
    }
    previousKeyword = 0;
  }
  reader.previousKind = previousKind;
  reader.previousKeyword = previousKeyword;
  reader.beforePreviousKeyword = beforePreviousKeyword;
  reader.hasPassed = hasPassed;
  reader.start = at;
  reader.kind = kind === END || reader.keyword !== 0 ? kind : read(reader);
  return reader.kind;
};
