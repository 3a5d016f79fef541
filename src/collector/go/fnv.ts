// FNV-1a, as hash/fnv of Go has it: http://www.isthe.com/chongo/tech/comp/fnv/

const OFFSET_32 = 0x811c9dc5;
const PRIME_32 = 0x01000193;
export const OFFSET_64 = 0xcbf29ce484222325n;
const PRIME_64 = 0x100000001b3n;
const MASK_64 = 0xffff_ffff_ffff_ffffn;

/** 32 bits, unsigned. */
export const fnv32a = (bytes: Iterable<number>): number => {
  let hash = OFFSET_32;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, PRIME_32);
  return hash >>> 0;
};

/**
 * 64 bits, unsigned.
 * @param hash goes on from this one, so that a beginning that many share is hashed once
 */
export const fnv64a = (bytes: Iterable<number>, hash = OFFSET_64): bigint => {
  let result = hash;
  for (const byte of bytes) result = ((result ^ BigInt(byte)) * PRIME_64) & MASK_64;
  return result;
};
