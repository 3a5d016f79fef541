/**
 * Whether the first `count` digits end in the right check digit.
 * Source: https://www.iso.org/standard/70484.html (ISO/IEC 7812-1, annex B).
 */
export const passesLuhn = (digits: ArrayLike<number>, count: number): boolean => {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const weighed = (digits[i] as number) * ((count - i) % 2 === 0 ? 2 : 1);
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
};
