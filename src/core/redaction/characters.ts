// Classes of ASCII code units. Pure functions on numbers, so that a search allocates nothing.

/** For `behind` and `ahead` of rules. */
export const DIGITS = '0123456789';
export const HEX_DIGITS = '0123456789abcdefABCDEF';

export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

export const isLetter = (unit: number): boolean => {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
};

export const isHex = (unit: number): boolean => isDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 102);

export const isAlphanumeric = (unit: number): boolean => isDigit(unit) || isLetter(unit);

/** What `\w` is in a regular expression. `NaN`, which `charCodeAt` gives outside the text, is none. */
export const isWord = (unit: number): boolean => isAlphanumeric(unit) || unit === 95;
