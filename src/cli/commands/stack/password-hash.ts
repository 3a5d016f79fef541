import { randomInt, scryptSync } from 'node:crypto';

// scrypt as crypt(3) writes it, which nginx hands the check to: https://manpages.debian.org/crypt.5
// $7$, the logarithm of N in one digit, r and p in five each, the salt, $, the hash.

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Passwords are 192 random bits, so that this need not be slow; nginx checks one at every request. */
const COST_LOG2 = 11;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
const HASH_BYTES = 32;
const SALT_LENGTH = 22;

/** The lowest six bits first. */
const digitsOf = (value: number, bits: number): string => {
  let text = '';
  for (let shift = 0; shift < bits; shift += 6) text += DIGITS[Math.floor(value / 2 ** shift) % 64];
  return text;
};

const encode = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    text += digitsOf(
      group.reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0),
      8 * group.length,
    );
  }
  return text;
};

const randomSalt = (): string =>
  Array.from({ length: SALT_LENGTH }, () => DIGITS[randomInt(DIGITS.length)]).join('');

/** The hash of a password, for a file of `auth_basic_user_file`. */
export const hashPassword = (password: string, salt = randomSalt()): string => {
  const hash = scryptSync(password, salt, HASH_BYTES, {
    N: 2 ** COST_LOG2,
    r: BLOCK_SIZE,
    p: PARALLELIZATION,
  });
  const parameters = `${DIGITS[COST_LOG2]}${digitsOf(BLOCK_SIZE, 30)}${digitsOf(PARALLELIZATION, 30)}`;
  return `$7$${parameters}${salt}$${encode(hash)}`;
};
