import type { Settings } from '../../explain/effective.ts';
import { fnv64a } from '../../go/fnv.ts';
import { bytesOfHex, utf8Of } from '../../go/utf8.ts';
import { numberOf, textOf } from '../settings.ts';
import { type Evaluator, stateless } from './policy.ts';

const DEFAULT_SALT = 'default-hash-seed';
const MAX_UINT64 = (1n << 64n) - 1n;

/** A share of 2^64, cut to whole numbers after exact multiplication as big.Float does it with 64 bits. */
const thresholdOf = (ratio: number): bigint => {
  if (ratio <= 0) return 0n;
  if (ratio >= 1) return MAX_UINT64;
  // The ratio as a fraction of two whole numbers, so that nothing is lost.
  let mantissa = ratio;
  let shift = 0;
  for (; !Number.isInteger(mantissa); shift++) mantissa *= 2;
  const product = BigInt(mantissa) * MAX_UINT64;
  return roundToBits(product, 64) >> BigInt(shift);
};

/** To the nearest with so many leading bits, to even where two are as near. */
const roundToBits = (value: bigint, bits: number): bigint => {
  const extra = BigInt(Math.max(0, value.toString(2).length - bits));
  if (extra === 0n) return value;
  const half = 1n << (extra - 1n);
  const [kept, rest] = [value >> extra, value & ((1n << extra) - 1n)];
  const isUp = rest > half || (rest === half && (kept & 1n) === 1n);
  return (kept + (isUp ? 1n : 0n)) << extra;
};

/** Depends on the trace id alone: the same traces are kept wherever the salt is the same. */
export const probabilistic = (settings: Settings): Evaluator => {
  const salt = fnv64a(utf8Of(textOf(settings, 'hash_salt') || DEFAULT_SALT));
  const threshold = thresholdOf(numberOf(settings, 'sampling_percentage') / 100);
  return stateless(({ traceId }) => fnv64a(bytesOfHex(traceId.padStart(32, '0')), salt) <= threshold);
};
