const HEX_DIGITS = 14;
const TWO_TO_56 = 2 ** 56;

/** The exponent of a number between 0.5 and 1 that it is that power of two of: math.Frexp. */
const exponentOf = (value: number): number => {
  if (value === 0) return 0;
  let exponent = Math.ceil(Math.log2(value));
  // The logarithm may be off by one near powers of two.
  while (value / 2 ** exponent >= 1) exponent++;
  while (value / 2 ** exponent < 0.5) exponent--;
  return exponent;
};

/**
 * The threshold of a share of spans, of 56 bits, with so many hexadecimal digits beyond those that are all f or 0:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/sampling/probability.go
 *
 * @param ratio from 2^-56 to 1
 */
export const thresholdWithPrecision = (ratio: number, precision: number): bigint => {
  if (ratio >= 1) return 0n;
  const wanted = precision === 0 ? HEX_DIGITS : precision;
  const extra = (value: number): number => Math.trunc(exponentOf(value) / -4);
  const digits = Math.min(HEX_DIGITS, Math.max(wanted + extra(ratio), wanted + extra(1 - ratio)));
  const threshold = (1n << 56n) - BigInt(Math.round(ratio * TWO_TO_56));
  const shift = BigInt(4 * (HEX_DIGITS - digits));
  return shift === 0n ? threshold : ((threshold + (1n << (shift - 1n))) >> shift) << shift;
};
