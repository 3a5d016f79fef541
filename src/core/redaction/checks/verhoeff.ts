/** Where a digit goes when it moves by one place. */
const MOVED = '1576283094';

/** The product in the group of the symmetries of a pentagon: 0 to 4 turn it, 5 to 9 also mirror it. */
const multiply = (one: number, other: number): number =>
  one < 5 ? ((one + other) % 5) + (other < 5 ? 0 : 5) : ((one - other + 10) % 5) + (other < 5 ? 5 : 0);

/**
 * Whether the first `count` digits end in the right check digit.
 * Source: J. Verhoeff, Error Detecting Decimal Codes, 1969: https://ir.cwi.nl/pub/13046
 */
export const passesVerhoeff = (digits: ArrayLike<number>, count: number): boolean => {
  let sum = 0;
  for (let place = 0; place < count; place++) {
    let digit = digits[count - 1 - place] as number;
    for (let moves = place % 8; moves > 0; moves--) digit = MOVED.charCodeAt(digit) - 48;
    sum = multiply(sum, digit);
  }
  return sum === 0;
};
