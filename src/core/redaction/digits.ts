/**
 * What rules of numbers share: the digits from a place on, and what separates them. Read once, however many rules
 * ask, and once for all places of the same run of digits.
 *
 * ```ts
 * find(text, at, found) {
 *   const { first, count, values, positions, separators } = readDigits(text, at);
 *   if (count < 9) return false;
 *   values[first];                    // 0 to 9: the digit at `at`
 *   positions[first + 8];             // where the ninth digit stands in the text
 *   separators[first + 3];            // what stands before the fourth one: 0 for nothing, SPACE, HYPHEN …
 *   separators[first + 3] === 0x2920; // several units, in the order of the text: `) `
 * }
 * ```
 *
 * The answer is the same object each time, and the next call changes it: copy its numbers, keep nothing.
 */
export interface Digits {
  /** Index of the digit at the place that was asked for, in the three lists. */
  readonly first: number;
  /** How many digits follow, with that one; at most `MAX_DIGITS`, even if there are more. None where no digit is. */
  readonly count: number;
  readonly values: Uint8Array;
  readonly positions: Int32Array;
  /**
   * What stands before a digit: 0 where it follows the one before at once, otherwise one to three ASCII units, eight
   * bits each, the last one lowest. Of any Unicode space it is `SPACE`, of any Unicode hyphen or dash `HYPHEN`.
   * Of the first digit it says nothing: look at the text.
   */
  readonly separators: Int32Array;
  /** Before which of the digits something stands, as bits: bit 1 for the second one, and so on to bit 16. */
  readonly gaps: number;
}

const GAPS = 0x1fffe;

/** No number that a rule knows has more. */
export const MAX_DIGITS = 32;

/** Units between two digits of one number. */
const MAX_SEPARATOR = 3;

export const SPACE = 32;
export const HYPHEN = 45;
export const DOT = 46;
export const SLASH = 47;
export const OPEN = 40;
export const CLOSE = 41;

/** What a unit is as a separator, 0 where it is none. */
export const separatorOf = (unit: number): number => {
  if (unit < 128)
    return unit === SPACE || (unit >= HYPHEN && unit <= SLASH) || unit === OPEN || unit === CLOSE ? unit : 0;
  if (unit === 0xa0 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f || unit === 0x3000) return SPACE;
  return (unit >= 0x2010 && unit <= 0x2015) || unit === 0x2212 ? HYPHEN : 0;
};

/** Digits read at once. Many more than a number has, so that few are read again when a run is longer. */
const CAPACITY = 256;

const values = new Uint8Array(CAPACITY);
const positions = new Int32Array(CAPACITY);
const separators = new Int32Array(CAPACITY);
/** By the index of a digit, `gaps` from that one on. */
const gapsFrom = new Int32Array(CAPACITY);
const answer = { first: 0, count: 0, values, positions, separators, gaps: 0 };

/** What was read last, also by `countDigits` where that says four and more. */
export const lastDigits: Digits = answer;

let source = '';
/** Digits that were read. */
let total = 0;
/** Whether the run ends with the last of them. */
let isWhole = true;

/** Reads a run into the lists, and says how many digits it has. */
const read = (text: string, at: number): number => {
  const { length } = text;
  let count = 0;
  let separator = 0;
  let width = 0;
  let i = at;
  for (; i < length && count < CAPACITY; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) {
      values[count] = unit - 48;
      positions[count] = i;
      separators[count++] = separator;
      separator = 0;
      width = 0;
    } else {
      const part = separatorOf(unit);
      if (part === 0 || count === 0 || ++width > MAX_SEPARATOR) break;
      separator = (separator << 8) | part;
    }
  }
  isWhole = count < CAPACITY;
  let gaps = 0;
  for (let k = count - 1; k >= 0; k--) {
    gapsFrom[k] = gaps;
    gaps = ((gaps << 1) | (separators[k] === 0 ? 0 : 2)) & GAPS;
  }
  return count;
};

/** The index of the digit at `at` among those that were read, or -1. */
const indexOf = (text: string, at: number): number => {
  const count = total;
  if (count === 0 || source !== text) return -1;
  let { first } = answer;
  while (first < count && (positions[first] as number) < at) first++;
  while (first > 0 && (positions[first - 1] as number) >= at) first--;
  return first < count && positions[first] === at && (isWhole || count - first >= MAX_DIGITS) ? first : -1;
};

/** The digits from `at`, which is the place of a digit. */
export const readDigits = (text: string, at: number): Digits => {
  let first = indexOf(text, at);
  if (first < 0) {
    total = read(text, at);
    source = text;
    first = 0;
  }
  answer.first = first;
  answer.count = Math.min(total - first, MAX_DIGITS);
  answer.gaps = gapsFrom[first] as number;
  return answer;
};

/** Fewest digits that a rule of numbers asks for. */
export const MIN_COUNT = 4;

/** How many digits follow, with that one; fewer than four need not be exact, and cost no reading. */
export const countDigits = (text: string, at: number): number => {
  // Most digits of a list are in the run that was read last.
  if (
    total > 0 &&
    at <= (positions[total - 1] as number) &&
    at >= (positions[0] as number) &&
    source === text
  )
    return readDigits(text, at).count;
  const { length } = text;
  let count = 0;
  let width = 0;
  for (let i = at; i < length && count < MIN_COUNT; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 48 && unit <= 57) {
      count++;
      width = 0;
    } else if (separatorOf(unit) === 0 || ++width > MAX_SEPARATOR) break;
  }
  return count < MIN_COUNT ? count : readDigits(text, at).count;
};

/** Lets go of the text. The scanner says it at the end of each. */
export const forgetDigits = (): void => {
  source = '';
  total = 0;
};
