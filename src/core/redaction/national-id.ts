import { isAlphanumeric, isDigit, isLetter } from './characters.ts';
import { DOT, readDigits, separatorOf } from './digits.ts';
import { isNamed } from './named.ts';
import type { RedactionRule, RuleFacts } from './rule.ts';

/** A number that a state gives to people. One is one file in `national-ids/`, which exports this as `id`. */
export interface NationalId {
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

/** Of the codice fiscale. */
const MAX_LENGTH = 16;
/** Most letters that come first. */
const MAX_LETTERS = 6;
/** Fewest digits, with separators between them, of a number that begins with a digit. */
const MIN_DIGITS = 6;
/** Of a CNPJ in groups, `12.345.678/0001-95`, what comes before the `/`. */
const BEFORE_SLASH = 10;

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

/** Whether there is one group more at a side: a row of numbers, a decimal, or a number of another kind. */
const goesOn = (text: string, at: number, step: number, shape: string): boolean => {
  const separator = separatorOf(text.charCodeAt(at));
  return (
    isDigit(text.charCodeAt(at + step)) &&
    (separator === DOT || shape.includes(String.fromCharCode(separator)))
  );
};

const startOfLetters = (text: string, at: number): number => {
  let start = at;
  while (at - start < MAX_LETTERS && isLetter(text.charCodeAt(start - 1))) start--;
  return start;
};

/** A rule for numbers that their check digit alone does not tell from order numbers and timestamps. */
export const createNationalIdRule = (name: string, ids: readonly NationalId[]): RedactionRule => {
  const endFrom = (text: string, start: number): number => {
    if (!isAlphanumeric(text.charCodeAt(start - 1)))
      for (const { shapes, names, isValid } of ids)
        for (const shape of shapes)
          for (let loose = 0; loose < 2; loose++) {
            const end = endOfShape(text, start, shape, loose > 0);
            if (
              end > 0 &&
              isValid(values) &&
              (loose > 0
                ? isNamed(text, start, end, names)
                : !goesOn(text, end, 1, shape) && !goesOn(text, start - 1, -1, shape))
            )
              return end;
          }
    return 0;
  };

  return {
    id: name,
    triggers: '/0123456789',
    find(text, at, found) {
      const before = text.charCodeAt(at - 1);
      let start = at;
      if (text[at] === '/') {
        if (text[at + 5] !== '-') return false;
        start -= BEFORE_SLASH;
      } else if (isLetter(before)) start = startOfLetters(text, at);
      else if (isDigit(before) || readDigits(text, at).count < MIN_DIGITS) return false;
      found.start = start;
      found.end = endFrom(text, start);
      // Letters may be apart from their digits: `AB 12 34 56 C`, `X-1234567-L`.
      if (found.end === 0 && start === at && separatorOf(before) > 0) {
        found.start = startOfLetters(text, at - 1);
        found.end = endFrom(text, found.start);
      }
      return found.end > 0;
    },
  };
};
