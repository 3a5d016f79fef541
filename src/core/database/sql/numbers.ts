import { isInside, isSignPlace, LITERAL, OPENING, OPERATOR, one, type SqlReader, upTo } from './reader.ts';
import { bracedUuidEnd, uuidEnd } from './strings.ts';

/** Numbers in every notation, and what is stuck to them. */
export const readNumber = (reader: SqlReader, from: number): number => {
  const { text, tables } = reader;
  const uuid = text.charCodeAt(from + 8) === 45 ? uuidEnd(text, from) : 0;
  if (uuid > 0) return upTo(reader, uuid, LITERAL);
  const isHex = text.charCodeAt(from) === 48 && (text.charCodeAt(from + 1) | 32) === 120;
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isInside(tables.inside, unit) || unit === 46) continue;
    const isExponent =
      (unit === 43 || unit === 45) &&
      !isHex &&
      (text.charCodeAt(at - 1) | 32) === 101 &&
      isDigitAt(text, at + 1);
    if (!isExponent) break;
  }
  return upTo(reader, at, LITERAL);
};

export const isDigitAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
};

export const isNumberAt = (text: string, at: number): boolean =>
  isDigitAt(text, at) || (text.charCodeAt(at) === 46 && isDigitAt(text, at + 1));

export const readSign = (reader: SqlReader): number =>
  isNumberAt(reader.text, reader.start + 1) && isSignPlace(reader)
    ? readNumber(reader, reader.start + 1)
    : one(reader, OPERATOR);

export const readBrace = (reader: SqlReader): number => {
  const end = bracedUuidEnd(reader.text, reader.start);
  return end > 0 ? upTo(reader, end, LITERAL) : one(reader, OPENING);
};
