import { type Digits, MAX_DIGITS } from './digits.ts';
import type { RedactionRule } from './rule.ts';

/** Of the ways in which digits may be apart, as many as lists of numbers have. A power of two. */
const REMEMBERED_BITS = 10;

/** The golden ratio: spreads keys that differ in a few bits. */
const SPREAD = 0x9e3779b1;

interface RuleBit {
  readonly rule: RedactionRule;
  readonly bit: number;
}

/** Without the bits of the rules that cannot find anything at such digits. */
export const createDigitFilter = (rules: readonly RuleBit[]): ((digits: Digits) => number) => {
  const keys = new Int32Array(1 << REMEMBERED_BITS).fill(-1);
  const masks = new Int32Array(1 << REMEMBERED_BITS);
  const maskOf = (count: number, gaps: number, isZero: boolean): number => {
    let mask = -1;
    for (const { rule, bit } of rules) if (rule.mayBegin?.(count, gaps, isZero) === false) mask &= ~bit;
    return mask;
  };
  return ({ count, gaps, first, values }) => {
    const isZero = values[first] === 0;
    // `gaps` has no first bit.
    const key = (gaps + (isZero ? 1 : 0)) * (MAX_DIGITS + 1) + count;
    const slot = Math.imul(key, SPREAD) >>> (32 - REMEMBERED_BITS);
    if (keys[slot] !== key) {
      keys[slot] = key;
      masks[slot] = maskOf(count, gaps, isZero);
    }
    return masks[slot] as number;
  };
};
