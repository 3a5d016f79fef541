/**
 * Consistent probability sampling. A trace has 56 random bits, the last 14 hex digits of its id; a sampler keeps
 * it where they are not below its rejection threshold. Equal traces meet equal thresholds, so every service
 * that samples at the same or a higher rate keeps the same traces.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */

const RANDOM_HEX_DIGITS = 14;
const TWO_TO_56 = 2 ** 56;

/** Digits of the threshold that are kept; the specification's recommended precision. */
const PRECISION_HEX_DIGITS = 4;

/** A ratio below this keeps nothing, 2^-56. */
const SMALLEST_RATIO = 1 / TWO_TO_56;

const hexOf = (bits: bigint): string => bits.toString(16).padStart(RANDOM_HEX_DIGITS, '0');

/**
 * The rejection threshold for a share of traces, as `th` writes it: hex digits without trailing zeros, `0` for
 * all. Undefined where nothing is kept, which has no threshold.
 *
 * @param ratio share to keep, from 0 to 1
 */
export const thresholdOf = (ratio: number): string | undefined => {
  if (!(ratio >= SMALLEST_RATIO)) return undefined;
  if (ratio >= 1) return '0';
  const rejected = (1n << 56n) - BigInt(Math.round(ratio * TWO_TO_56));
  const leadingFs = /^f*/.exec(hexOf(rejected))?.[0].length ?? 0;
  const digits = Math.min(RANDOM_HEX_DIGITS, leadingFs + PRECISION_HEX_DIGITS);
  // Rounded and not cut, so that the share is as near as the digits allow; never up to 2^56, which is no threshold.
  const cutBits = BigInt(4 * (RANDOM_HEX_DIGITS - digits));
  const rounded = (rejected + ((1n << cutBits) >> 1n)) >> cutBits;
  return rounded === 0n ? '0' : rounded.toString(16).padStart(digits, '0').replace(/0+$/, '');
};

/** The share of traces that a threshold keeps, from 0 to 1: the inverse of an adjusted count. */
export const ratioOf = (threshold: string): number =>
  1 - Number(BigInt(`0x${threshold.padEnd(RANDOM_HEX_DIGITS, '0')}`)) / TWO_TO_56;

/** A threshold with all its digits, so that text compares as numbers do. */
export const padThreshold = (threshold: string): string => threshold.padEnd(RANDOM_HEX_DIGITS, '0');

/**
 * @param randomness 14 lower-case hex digits: `rv` of the trace state, or the end of the trace id
 * @param threshold from {@link thresholdOf}
 */
export const isKept = (randomness: string, threshold: string): boolean =>
  randomness >= padThreshold(threshold);

/** The random part of a trace id, 14 hex digits. */
export const randomnessOf = (traceId: string): string => traceId.slice(-RANDOM_HEX_DIGITS).toLowerCase();
