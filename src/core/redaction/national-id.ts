import { DIGITS, isAlphanumeric, isDigit, isLetter } from './characters.ts';
import { type Digits, DOT, HYPHEN, readDigits, SLASH, separatorOf } from './digits.ts';
import { createNameFinder, isNamed, namesOf } from './named.ts';
import { areSeparatedAs, createWayFinder, type Way, wayOf } from './national-id-ways.ts';
import type { Found, RedactionRule, RuleFacts } from './rule.ts';

/** A number that a state gives to people. One is one file in `national-ids/`, which exports this as `id`. */
export interface NationalId {
  /** Two letters, as its file’s name begins; `uk` is what people call it. */
  readonly country: string;
  /**
   * Ways to write it that say what it is: `9` is a digit, `A` a capital letter, `a` a letter, `x` either; `~` may be
   * any separator or none, a space is any blank, other characters stand for themselves. One that begins with `_` is
   * never enough. Near one of its names it is found in either case, with any separators or none.
   */
  readonly shapes: readonly string[];
  /** What it is called. */
  readonly names: readonly string[];
  /** Whether it can be one. Digits are 0 to 9, letters 10 to 35. */
  isValid(values: ArrayLike<number>): boolean;
}

/** What tests, documents and the Collector need of it; each file exports this as `facts`. */
export interface NationalIdFacts extends Omit<RuleFacts, 'collector'> {
  /** For the Collector, as in `CollectorRule`; with regard to case. */
  readonly patterns: readonly string[];
  readonly remains: string;
}

/** Begins a shape that is found near its name alone. */
const NEVER_ALONE = '_';
/** Of the codice fiscale. */
const MAX_LENGTH = 16;
/** With a separator behind each. */
const MAX_WRITTEN = 2 * MAX_LENGTH;
/** Most letters that come first. */
const MAX_LETTERS = 6;
/** Fewest digits, with separators between them, of a number that begins with a digit. */
const MIN_DIGITS = 6;
/** Of a CNPJ in groups, `12.345.678/0001-95`, what comes before the `/` and before the `-`. */
const BEFORE_SLASH = 10;
const BEFORE_HYPHEN = 15;

const values = new Uint8Array(MAX_LENGTH);

const digitOf = (unit: number): number =>
  isDigit(unit) ? unit - 48 : isLetter(unit) ? (unit & 95) - 55 : 99;

/** Reads `values`; returns their end, or 0 where the text has another shape. A loose one has any separators. */
const endOfShape = (text: string, start: number, shape: string, isLoose: boolean): number => {
  let at = start;
  let count = 0;
  for (let k = 0; k < shape.length; k++) {
    const kind = shape.charCodeAt(k);
    const unit = text.charCodeAt(at);
    const separator = separatorOf(unit);
    if (isAlphanumeric(kind)) {
      const value = digitOf(unit);
      if (isLoose && separator > 0 && separatorOf(text.charCodeAt(at - 1)) === 0 && count > 0) {
        at++;
        k--;
      } else {
        if (value > (kind === 57 ? 9 : 35) || (value < 10 && (kind | 32) === 97)) return 0;
        if (kind === 65 && unit > 90 && !isLoose) return 0;
        values[count++] = value;
        at++;
      }
    } else if (kind === 126 ? separator > 0 : separator === kind) at++;
    else if (kind !== 126 && !isLoose) return 0;
  }
  return isAlphanumeric(text.charCodeAt(at)) ? 0 : at;
};

/** The same of digits alone, that were read already and are apart at the places of the shape. */
const endOfDigits = (text: string, read: Digits, way: Way): number => {
  if (!areSeparatedAs(way, read)) return 0;
  const { digits } = way;
  for (let k = 0; k < digits; k++) values[k] = read.values[read.first + k] as number;
  const end = (read.positions[read.first + digits - 1] as number) + 1;
  return end < text.length && isAlphanumeric(text.charCodeAt(end)) ? 0 : end;
};

/** Whether there is one group more at a side: a row of numbers, a decimal, or a number of another kind. */
const goesOn = (text: string, at: number, step: number, shape: string): boolean => {
  const next = at + step;
  if (next < 0 || next >= text.length || !isDigit(text.charCodeAt(next))) return false;
  const separator = separatorOf(text.charCodeAt(at));
  return separator > 0 && (separator === DOT || shape.includes(String.fromCharCode(separator)));
};

const isOneOfMany = (text: string, start: number, end: number, shape: string): boolean =>
  goesOn(text, end, 1, shape) || goesOn(text, start - 1, -1, shape);

const startOfLetters = (text: string, at: number): number => {
  let start = at;
  while (at - start < MAX_LETTERS && isLetter(text.charCodeAt(start - 1))) start--;
  return start;
};

/** Of `1.1.1` and `1 2 3`, where a number of many digits has groups of them; only its first one may be alone. */
const ROW_OF_DIGITS = 0b110;

/** A rule for numbers that their check digit alone does not tell from order numbers and timestamps. */
export const createNationalIdRule = (name: string, ids: readonly NationalId[]): RedactionRule => {
  const ways = ids.flatMap((id) => {
    const names = namesOf(id.names);
    return id.shapes.map((shape) => ({ ...wayOf(shape), names, isValid: id.isValid }));
  });

  /** Some begin with letters, or are found by what stands within them. */
  const areDigits = ways.every(({ letters, shape }) => letters === 0 && !shape.includes('/'));

  const hasNameNear = createNameFinder(namesOf(ids.flatMap(({ names }) => names)));

  type Ways = readonly (typeof ways)[number][];

  /** By how many letters they begin with. */
  const byLetters: readonly Ways[] = Array.from({ length: MAX_LETTERS + 1 }, (_, count) =>
    ways.filter(({ letters }) => letters === count),
  );

  /** Found by what is in them; all others begin with a digit at which the search asks. */
  const withSlash = ways.filter(({ letters, shape }) => letters === 0 && shape.includes('/'));

  const waysFor = createWayFinder(byLetters[0] as Ways);

  const endOf = (
    text: string,
    start: number,
    read: Digits | undefined,
    way: (typeof ways)[number],
    mayBeNamed: boolean,
  ): number => {
    const { shape, isDigits, digits } = way;
    if (read && !isDigits && read.count !== digits) return 0;
    if (!mayBeNamed) {
      // What stands before tells first, and the shape before the digits do.
      if (shape.startsWith(NEVER_ALONE) || goesOn(text, start - 1, -1, shape)) return 0;
      const end = read && isDigits ? endOfDigits(text, read, way) : endOfShape(text, start, shape, false);
      return end > 0 && !goesOn(text, end, 1, shape) && way.isValid(values) ? end : 0;
    }
    if (read && isDigits) {
      // The check digit first: most numbers fail there, before anything of the text is looked at.
      for (let k = 0; k < digits; k++) values[k] = read.values[read.first + k] as number;
      if (!way.isValid(values)) return 0;
    }
    const end = endOfShape(text, start, shape, true);
    if (end === 0 || !way.isValid(values)) return 0;
    const isAlone = endOfShape(text, start, shape, false) === end && !isOneOfMany(text, start, end, shape);
    return isAlone || isNamed(text, start, end, way.names) ? end : 0;
  };

  const endOfAny = (
    text: string,
    start: number,
    read: Digits | undefined,
    some: Ways,
    mayBeNamed: boolean,
  ): number => {
    for (let i = 0; i < some.length; i++) {
      const end = endOf(text, start, read, some[i] as Ways[number], mayBeNamed);
      if (end > 0) return end;
    }
    return 0;
  };

  /** The end of a number that begins with these digits. */
  const endFromDigits = (text: string, start: number, read: Digits, search: Found['search']): number => {
    if ((read.gaps & ROW_OF_DIGITS) === ROW_OF_DIGITS) return 0;
    const { named, alone } = waysFor(read);
    if (named.length === 0) return 0;
    const mayBeNamed = hasNameNear(text, start, MAX_WRITTEN, search);
    return endOfAny(text, start, read, mayBeNamed ? named : alone, mayBeNamed);
  };

  const mayFit = (text: string, start: number, some: Ways): boolean => {
    for (let i = 0; i < some.length; i++)
      if (endOfShape(text, start, (some[i] as Ways[number]).shape, true) > 0) return true;
    return false;
  };

  /** The end of a number of one of these ways, that begins with letters or is found by what is in it. */
  const endFrom = (text: string, start: number, some: Ways, search: Found['search']): number => {
    if (some.length === 0 || (start > 0 && isAlphanumeric(text.charCodeAt(start - 1)))) return 0;
    // The shape first: where none fits loosely, none does exactly.
    if (!mayFit(text, start, some)) return 0;
    const mayBeNamed = hasNameNear(text, start, MAX_WRITTEN, search);
    return endOfAny(text, start, undefined, some, mayBeNamed);
  };

  return {
    id: name,
    triggers: areDigits ? DIGITS : `-${DIGITS}`,
    prefixes: areDigits ? [] : [...DIGITS].map((digit) => `-${digit}`),
    startsWord: areDigits,
    startsNumber: !areDigits,
    beside: areDigits ? {} : { '-': [BEFORE_SLASH - BEFORE_HYPHEN, '/'] },
    minDigits: MIN_DIGITS,
    mayBegin: (count, gaps) =>
      (gaps & ROW_OF_DIGITS) !== ROW_OF_DIGITS && waysFor({ count, gaps }).named.length > 0,
    find(text, at, found) {
      const before = at > 0 ? text.charCodeAt(at - 1) : 0;
      const { search } = found;
      found.start = at;
      if (text.charCodeAt(at) === HYPHEN) {
        found.start = at - BEFORE_HYPHEN;
        if (found.start < 0 || text.charCodeAt(found.start + BEFORE_SLASH) !== SLASH) return false;
        found.end = endFrom(text, found.start, withSlash, search);
      } else if (isLetter(before)) {
        found.start = startOfLetters(text, at);
        found.end = endFrom(text, found.start, byLetters[at - found.start] as Ways, search);
      } else {
        found.end = endFromDigits(text, at, readDigits(text, at), search);
        // Letters may be apart from their digits: `AB 12 34 56 C`, `X-1234567-L`.
        if (found.end === 0 && at > 1 && isLetter(text.charCodeAt(at - 2)) && separatorOf(before) > 0) {
          found.start = startOfLetters(text, at - 1);
          found.end = endFrom(text, found.start, byLetters[at - 1 - found.start] as Ways, search);
        }
      }
      return found.end > 0;
    },
  };
};
