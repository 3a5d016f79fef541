import { BLOCK_BYTES, sha256 } from './sha256.ts';

const both = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
};

/** HMAC-SHA-256 with one key: https://www.rfc-editor.org/rfc/rfc2104#section-2 */
export const createHmac = (key: Uint8Array): ((message: Uint8Array) => Uint8Array) => {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  return (message) => sha256(both(outer, sha256(both(inner, message))));
};

export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
