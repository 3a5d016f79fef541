import { isDigit } from './characters.ts';
import type { ReadEntity } from './entities.ts';

/** A text without its escapes: URL-encoding, however often it was applied, those of strings in JSON, and of HTML. */
export interface Decoded {
  readonly text: string;
  /** Where each unit of `text`, and its end, has its place in the encoded text. */
  readonly places: Int32Array;
}

const PLUS = 43;
const PER_CENT = 37;
const BACKSLASH = 92;
const AMPERSAND = 38;

/** Stands for a byte of a character that is not ASCII; no rule asks for one. */
const FOREIGN = 0xfffd;

const hexOf = (unit: number): number => {
  if (isDigit(unit)) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : Number.NaN;
};

/** The number that `length` hex digits are; `NaN` where others stand there. */
const hexAt = (text: string, at: number, length: number): number => {
  let value = 0;
  for (let i = at; i < at + length; i++) value = value * 16 + hexOf(text.charCodeAt(i));
  return value;
};

/** Where the escape ends that was read last. */
let end = 0;

/** The unit that a URL-encoded one stands for: `%40`, and `%2540` too, which is the same encoded twice. */
const perCentAt = (text: string, at: number): number => {
  let i = at + 1;
  while (text.startsWith('25', i) && hexAt(text, i + 2, 2) >= 0) i += 2;
  const byte = hexAt(text, i, 2);
  end = i + 2;
  return byte < 128 ? byte : byte >= 128 ? FOREIGN : -1;
};

/** As in JSON, where a string within a string has its backslashes doubled. */
const backslashAt = (text: string, at: number): number => {
  let i = at + 1;
  while (text.charCodeAt(i) === BACKSLASH) i++;
  end = i + 1;
  const unit = text.charCodeAt(i);
  // u, with four hex digits
  if (unit === 117) {
    const value = hexAt(text, i + 1, 4);
    if (!(value >= 0)) return -1;
    end = i + 5;
    return value;
  }
  // n, r, t: blanks
  if (unit === 110 || unit === 114 || unit === 116) return 10;
  return unit === 34 || unit === 39 || unit === 47 ? unit : -1;
};

const MAX_GROUP = 6;

/** Whether two to six digits lie between the `+` at `at` and another one before or behind it. */
const isByGroup = (text: string, at: number, step: 1 | -1): boolean => {
  let i = at + step;
  while (Math.abs(i - at) <= MAX_GROUP && isDigit(text.charCodeAt(i))) i += step;
  return Math.abs(i - at) > 2 && text.charCodeAt(i) === PLUS;
};

/** Whether the `+` stands for a space between groups of a number, as in forms: `4111+1111+1111+1111`. */
const isPlusInNumber = (text: string, at: number): boolean =>
  isDigit(text.charCodeAt(at - 1)) &&
  isDigit(text.charCodeAt(at + 1)) &&
  (isByGroup(text, at, 1) || isByGroup(text, at, -1));

const ampersandAt = (text: string, at: number, entity: ReadEntity | undefined): number => {
  const read = entity?.(text, at) ?? -1;
  if (read < 0) return -1;
  end = at + (read >> 16);
  return read & 0xffff;
};

/** The unit for the escape at `at`, or -1 where there is none. The first of several backslashes is to be asked for. */
const escapeAt = (text: string, at: number, isForm: boolean, entity?: ReadEntity): number => {
  switch (text.charCodeAt(at)) {
    case PER_CENT:
      return perCentAt(text, at);
    case BACKSLASH:
      return backslashAt(text, at);
    case AMPERSAND:
      return ampersandAt(text, at, entity);
    case PLUS:
      end = at + 1;
      return isForm || isPlusInNumber(text, at) ? 32 : -1;
    default:
      return -1;
  }
};

export const ESCAPES = '%\\+';

/** References of HTML are escapes where `entity` reads them. */
export const isEscape = (text: string, at: number, isForm: boolean, entity?: ReadEntity): boolean =>
  (text.charCodeAt(at) !== BACKSLASH || text.charCodeAt(at - 1) !== BACKSLASH) &&
  escapeAt(text, at, isForm, entity) >= 0;

/** The text from `from` up to `to`. In a form, `+` is a space. */
export const decode = (
  text: string,
  isForm: boolean,
  from = 0,
  to = text.length,
  entity?: ReadEntity,
): Decoded => {
  const places = new Int32Array(to - from + 1);
  let length = 0;
  let decoded = '';
  let copied = from;
  let endOfBackslashes = from;
  for (let at = from; at < to; at++) {
    places[length++] = at;
    if (at < endOfBackslashes) continue;
    const unit = escapeAt(text, at, isForm, entity);
    if (unit >= 0) {
      decoded += text.slice(copied, at) + String.fromCharCode(unit);
      copied = end;
      at = end - 1;
    } else if (text.charCodeAt(at) === BACKSLASH) endOfBackslashes = end - 1;
  }
  // The last escape may reach further.
  places[length] = Math.max(to, copied);
  return { text: decoded + text.slice(copied, to), places };
};
