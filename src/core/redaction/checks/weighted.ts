/** Whether the digits, each by the weight of its place, sum up to a multiple of `modulus`. */
export const sumsUp = (digits: ArrayLike<number>, weights: readonly number[], modulus: number): boolean => {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits[i] as number) * (weights[i] as number);
  return sum % modulus === 0;
};

/**
 * Whether the digit behind `count` others is what is missing to a multiple of 11; where that has two digits, 0.
 * The others are weighed from the last one on by 2, 3 and so on; after the weight `top` come those from 2 again.
 * A letter, 10 to 35 here, counts as its code unit less that of `0`.
 */
export const endsInCheckDigit = (digits: ArrayLike<number>, count: number, top: number): boolean => {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const digit = digits[count - 1 - i] as number;
    sum += (digit > 9 ? digit + 7 : digit) * ((i % (top - 1)) + 2);
  }
  return ((sum * 10) % 11) % 10 === digits[count];
};
