/**
 * Whether the `count` digits from `first` on, 12 or 13 of them, are the number of an article, as barcodes have it.
 * Source: https://www.gs1.org/services/how-calculate-check-digit-manually
 */
export const isArticle = (digits: ArrayLike<number>, count: number, first = 0): boolean => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (digits[first + i] as number) * ((count - i) % 2 === 0 ? 3 : 1);
  return count < 14 && sum % 10 === 0;
};
