import { isDigit } from '../characters.ts';

/**
 * The remainder by 97 of a number that goes on with `unit`: a digit, or a letter, which counts as two digits (A is
 * 10, Z is 35). Source: https://www.iso.org/standard/31531.html (ISO/IEC 7064, MOD 97-10).
 */
export const mod97 = (remainder: number, unit: number): number =>
  isDigit(unit) ? (remainder * 10 + unit - 48) % 97 : (remainder * 100 + (unit & 31) + 9) % 97;
