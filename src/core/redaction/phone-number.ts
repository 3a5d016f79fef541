import { isDigit, isLetter, isWord } from './characters.ts';
import { isArticle } from './checks/gtin.ts';
import { CLOSE, type Digits, DOT, HYPHEN, OPEN, readDigits, SLASH, SPACE, separatorOf } from './digits.ts';
import { lengths } from './phone-plans.ts';

/** https://www.itu.int/rec/T-REC-E.164: 15 digits; two or three more call abroad. */
const MAX_DIGITS = 18;
const MAX_NATIONAL = 12;
const MAX_GROUPS = 8;
/** Fewest and most digits of a national number, for countries of which nothing more is known. */
const RANGE_OF_OTHERS = 0x6c;
const ITALY = 39;

const PLUS = 43;
const COLON = 58;

// The number so far, at the end of one of its groups. One is read at a time, so that nothing is allocated.
let values: Uint8Array;
let first = 0;
let sign = 0;
let digits = 0;
let groups = 0;
/** The lengths of the groups, as the digits of one number. */
let shape = 0;
let firstLength = 0;
/** Of the groups behind the first. */
let shortest = 0;
/** What stands between the first two groups, and between the last two. */
let firstKind = 0;
let lastKind = 0;
/** Digits that stand before the calling code: of `00` and `011`. */
let prefix = 0;
let code = 0;
/** Length of the calling code, with what stands before it, and with a trunk prefix behind it; 0 until it is read. */
let codeLength = 0;
let range = 0;

/** Where the number ends: what is sure, what is one if it stands alone, and if a word says so. 0 where there is none. */
export const ends = { sure: 0, alone: 0, named: 0 };

const digitAt = (index: number): number => values[first + index] as number;

/** One kind for what stands between two groups, 0 where it does not belong in a number. */
const kindOf = (separator: number): number => {
  if (separator === CLOSE) return OPEN;
  if (separator < 128) return separator;
  // With parentheses, or ` - ` and ` / `.
  for (let rest = separator; rest > 0; rest >>= 8) if ((rest & 254) === OPEN) return OPEN;
  return separator >> 16 === SPACE && (separator & 255) === SPACE ? (separator >> 8) & 255 : 0;
};

/** Only where the number may have one: of most it is never asked. */
const readCode = (): void => {
  codeLength = prefix + 1;
  code = digitAt(prefix);
  while (code > 0 && code !== 1 && code !== 7 && codeLength < prefix + 3 && !(code > 9 && lengths[code]))
    code = code * 10 + digitAt(codeLength++);
  range = lengths[code] || (code > 0 ? RANGE_OF_OTHERS : 0);
  // As in `+49 (0)30`. In Italy the 0 belongs to the number; North America and Russia have another trunk prefix.
  if (code > 9 && code !== ITALY && digitAt(codeLength) === 0) codeLength++;
};

const isInRange = (): boolean => {
  if (codeLength === 0) readCode();
  return digits - codeLength >= range >> 4 && digits - codeLength <= (range & 15);
};

/** Whether one of the plans has the code. */
const isKnownCode = (): boolean => (lengths[code] as number) > 0;

const fitsInternational = (): boolean => {
  if ((sign !== PLUS && prefix === 0) || !isInRange()) return false;
  if (groups > 1) return sign === PLUS ? digits > 7 : firstLength < 8 && isKnownCode();
  if (sign !== PLUS) return prefix === 2 && digits >= MAX_NATIONAL && isKnownCode();
  return isKnownCode() ? code > 1 || digitAt(1) > 1 : digits > 9;
};

/**
 * Numbers of mobile services in Germany, 015 to 017, have one digit more than others in several groups:
 * https://www.bundesnetzagentur.de/DE/Fachthemen/Telekommunikation/Nummerierung/Nummernplan/start.html
 */
const isGermanMobile = (): boolean => firstLength > 3 && digitAt(1) === 1 && digitAt(2) > 4 && digitAt(2) < 8;

/** Brazil: the 9 before a mobile number may stand apart, `21 9 1234-5678`. Elsewhere a single digit makes a list. */
const isNinth = (): boolean => shape === 21 && digitAt(2) === 9;

/**
 * How people group the digits where no country code stands before them. With a trunk prefix 0, or with the area in
 * parentheses, any grouping is one: there are too many of them, and other numbers are not written so.
 */
const fitsNational = (): boolean => {
  const lead = digitAt(0);
  if (lead === 0 || sign === OPEN) {
    if (groups < 2 || shortest < 2 || firstLength > 6 || digits < 9) return false;
    // Spain has nine digits in all, and an area of two or three of them.
    if (lead > 0)
      return (
        firstLength < 4 &&
        (digits === 10 || (digits === 11 && firstLength === 2) || (digits === 9 && groups > 2 && lead > 5))
      );
    // Not `012.345.678`, `05/17/2024 10`, a number of social security, and a ZIP code of five and four digits.
    if (
      lastKind === DOT
        ? groups < 3 || shape === 333
        : shape === 2242 || shape === 324 || (shape === 54 && lastKind === HYPHEN)
    )
      return false;
    return (
      (sign === OPEN || (firstLength > 1 && digitAt(1) > 0)) &&
      digits <= ((groups > 2 || firstLength === 2) && sign !== OPEN && !isGermanMobile() ? 11 : MAX_NATIONAL)
    );
  }
  switch (shape) {
    case 334:
      // With hyphens nothing else is written so; otherwise area and exchange begin with 2 to 9: https://www.nanpa.com
      return lastKind === HYPHEN || (lead > 1 && digitAt(3) > 1);
    // Spain, `612 34 56 78`
    case 3222:
      return lead > 5;
    // Brazil, `11 3123-4567`, `21 9 1234-5678`
    case 244:
    case 2144:
      return firstKind !== lastKind;
    // North America and Russia with their prefixes, Poland and Spain, Brazil
    case 1334:
    case 13322:
    case 2322:
    case 254:
      return true;
    default:
      return false;
  }
};

/**
 * What counts as a number where it stands alone. Not with dots: these are thousands, versions and coordinates.
 * Numbers without a trunk prefix and in one group are not among them: four of ten identifiers look so.
 */
const fitsAlone = (): boolean => {
  if (sign === OPEN || lastKind === DOT) return false;
  const lead = digitAt(0);
  const second = digitAt(1);
  // `0612345678`, `07700900123`; of Germany `015112345678`, which a GTIN may be as well
  if (groups === 1)
    return (
      lead === 0 &&
      second > 0 &&
      (digits === 10 || digits === 11 || (digits === 12 && isGermanMobile() && !isArticle(values, 12, first)))
    );
  const isItalian = lead === 3 && second > 1;
  switch (shape) {
    // Spain, Portugal, Poland: `612 345 678`
    case 333:
      return lead > 4;
    // Italy, `347 1234567`, and North America, `212-5550123`
    case 37:
      return isItalian || (lastKind === HYPHEN && lead > 1 && digitAt(3) > 1);
    // Italy, where the fourth digit may be any
    case 334:
      return isItalian;
    // India, `98765 43210`
    case 55:
      return lead > 5;
    // Brazil: of the fixed network, and mobile
    case 244:
      // Not the year of a date.
      return second > 0 && digitAt(2) > 1 && digitAt(2) < 6 && digitAt(2) + digitAt(3) !== 2;
    case 29:
    case 2144:
      return second > 0 && digitAt(2) === 9;
    // Australia, 1300 and 1800
    case 433:
      return lead === 1 && (second === 3 || second === 8) && digitAt(2) + digitAt(3) === 0;
    // France, `0 800 12 34 56`
    case 13222:
      return lead === 0 && second === 8;
    default:
      return false;
  }
};

/** What counts as a number where a word says that it is one. */
const fitsWord = (): boolean => {
  const lead = digitAt(0);
  // Not seconds and milliseconds since 1970.
  if (digits > MAX_NATIONAL ? lead > 0 && !isInRange() : shape === 10 && lead === 1) return false;
  if (groups === 1) return digits > 6;
  if (shortest < 2 || (digits < 7 && (lastKind !== SPACE || (shape !== 222 && shape !== 33)))) return false;
  // Not a date, and not the years from one to another.
  const century = lead * 10 + digitAt(1);
  if (shape === 224 || (firstLength === 4 && lastKind !== SPACE && (century === 19 || century === 20)))
    return false;
  if (lead === 0) return true;
  // Not a version, and not an address.
  return lastKind === DOT ? firstLength > 1 && groups > 2 && groups !== 4 : lastKind !== SLASH;
};

/** Whether the number may end at `end`, where `kind` and more digits follow. */
const mayEnd = (text: string, end: number, kind: number): boolean => {
  const unit = text.charCodeAt(end);
  if (isWord(unit)) return endOfExtension(text, end) > end;
  if (unit === COLON && isDigit(text.charCodeAt(end + 1))) return false;
  // Five pairs and more are a list.
  if (kind === 0 || kind === SPACE) return kind === 0 || shape !== 22222;
  return kind !== DOT && groups > 1 && kind !== lastKind;
};

/** Goes along the groups of digits, and keeps the longest that fit. */
const readGroups = (text: string, { count, positions, separators }: Digits): void => {
  let length = 0;
  for (let i = 1; i <= count && i <= MAX_DIGITS && groups < MAX_GROUPS; i++) {
    length++;
    const separator = i < count ? (separators[first + i] as number) : -1;
    if (separator === 0) continue;
    const kind = separator < 0 ? 0 : kindOf(separator);
    digits = i;
    shape = shape * 10 + length;
    if (++groups > 1 && length < shortest && !isNinth()) {
      shortest = length;
      // With single digits between others it is a list, unless a calling code stands before them.
      if (length < 2 && prefix === 0 && sign !== PLUS) return;
    }
    const end = (positions[first + i - 1] as number) + 1;
    if (i > 5 && mayEnd(text, end, kind)) {
      if (fitsInternational() || (sign !== PLUS && fitsNational())) ends.sure = end;
      else if (sign !== PLUS && fitsAlone()) ends.alone = end;
      if (fitsWord()) ends.named = end;
    }
    if (kind === 0) return;
    lastKind = kind;
    length = 0;
  }
};

/** Of more digits nothing is said in `gaps`. */
const MAX_GAP = 16;

/**
 * Whether the digits, apart at these places, may be a number that has no sign and no calling code before it: its
 * groups behind the first have two digits and more.
 */
export const mayBeNumber = (count: number, gaps: number, isZero: boolean): boolean => {
  if (isZero) return true;
  let end = 0;
  for (let i = 1; i <= count && i <= MAX_DIGITS; i++) {
    if (i > MAX_GAP) return true;
    if (i < count && ((gaps >> i) & 1) === 0) continue;
    // Two digits and one are of Brazil.
    if (end > 0 && i - end < 2 && (end !== 2 || i === count)) return false;
    if (i > 5) return true;
    end = i;
  }
  return false;
};

/** What stands between the first two groups, and how long the first is, before anything else is read. */
const readFirstGroup = ({ count, separators }: Digits): void => {
  const most = Math.min(count, MAX_DIGITS + 1);
  let i = 1;
  while (i < most && separators[first + i] === 0) i++;
  firstLength = i;
  firstKind = i < most ? kindOf(separators[first + i] as number) : 0;
};

/** Whether the number goes on before `at`: it is a part of a date, a decimal, a range or a list of numbers. */
const isInside = (text: string, at: number, until: number): boolean => {
  if (at === 0) return false;
  const before = text.charCodeAt(at - 1);
  const kind = before === COLON ? COLON : separatorOf(before);
  if (kind === 0) return false;
  // `(212) 555-0123`, of which the parenthesis was asked for already.
  if (kind === OPEN) return sign !== OPEN && firstKind === OPEN && firstLength > 1;
  if (at === 1 || !isDigit(text.charCodeAt(at - 2))) return false;
  if (kind !== SPACE) return kind !== CLOSE;
  if (until === at - 1) return false;
  if (firstKind !== SPACE && firstKind !== 0) return false;
  let i = at - 2;
  while (at - i < 8 && isDigit(text.charCodeAt(i))) i--;
  // The end of a time or of an identifier is no group.
  if (i < 0) return true;
  const unit = text.charCodeAt(i);
  return !(isWord(unit) || unit === COLON || (unit >= HYPHEN && unit <= SLASH));
};

/**
 * Reads the number that begins at `at`, with its `+` or `(`, of which nothing before `until` is a part. What it found
 * is in `ends`.
 */
export const readNumber = (text: string, at: number, until = 0): boolean => {
  sign = text.charCodeAt(at);
  const start = isDigit(sign) ? at : at + 1;
  if (!isDigit(text.charCodeAt(start))) return false;
  const run = readDigits(text, start);
  if (run.count < 6) return false;
  values = run.values;
  first = run.first;
  readFirstGroup(run);
  // In a list of numbers this is most of them.
  if (sign !== PLUS && ((sign === OPEN && firstKind !== OPEN) || isInside(text, at, until))) return false;
  ends.sure = ends.alone = ends.named = groups = shape = lastKind = 0;
  shortest = MAX_DIGITS;
  codeLength = prefix = 0;
  if (sign !== PLUS && digitAt(0) === 0)
    prefix = digitAt(1) === 0 ? 2 : digitAt(1) * digitAt(2) === 1 ? 3 : 0;
  readGroups(text, run);
  return ends.sure + ends.alone + ends.named > 0;
};

/** Where `x123`, `ext. 4` or `;ext=5` ends. https://www.rfc-editor.org/rfc/rfc3966#section-3 */
export const endOfExtension = (text: string, end: number): number => {
  let i = end;
  while (i - end < 2 && ' ,;'.includes(text[i] ?? 'x')) i++;
  if (text.startsWith('xt', i + 1)) i++;
  if ((text.charCodeAt(i) | 32) !== 120) return end;
  for (i++; i - end < 12 && isLetter(text.charCodeAt(i)); ) i++;
  while (i - end < 14 && ' .:='.includes(text[i] ?? 'x')) i++;
  const start = i;
  while (i - start < 7 && isDigit(text.charCodeAt(i))) i++;
  return i === start || i - start > 6 || isWord(text.charCodeAt(i)) ? end : i;
};
