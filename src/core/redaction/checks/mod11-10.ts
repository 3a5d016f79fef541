/**
 * Whether the first `count` digits end in the right check digit.
 * Source: https://www.iso.org/standard/31531.html (ISO/IEC 7064, MOD 11,10).
 */
export const passesMod11And10 = (digits: ArrayLike<number>, count: number): boolean => {
  let product = 10;
  for (let i = 0; i < count - 1; i++) product = (((product + (digits[i] as number)) % 10 || 10) * 2) % 11;
  return (product + (digits[count - 1] as number)) % 10 === 1;
};
