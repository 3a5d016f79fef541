export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/** By how much a mean is off, as a rule. Of one value alone nobody knows. */
export const standardErrorOf = (values: readonly number[]): number => {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  const mean = meanOf(values);
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
};
