import type { Hash } from './actions.ts';
import { createHmac, hexOf } from './hmac.ts';
import { utf8Of } from './utf8.ts';

/** 64 bits: among a hundred million values the chance of one collision is one in three thousand. */
const HASH_DIGITS = 16;

/** The first digits of HMAC-SHA-256 of a value. */
export const createHash = (key: string): Hash => {
  const hmac = createHmac(utf8Of(key));
  return (value) => hexOf(hmac(utf8Of(value))).slice(0, HASH_DIGITS);
};
