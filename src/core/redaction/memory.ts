/** A power of two. */
const SLOTS = 512;

/** In UTF-16 units. What is shorter is searched as quickly as it is looked up. */
const MIN_LENGTH = 16;
const MAX_LENGTH = 512;

/** Texts that were found to hold nothing. */
export interface Memory {
  has(text: string): boolean;
  add(text: string): void;
}

/** Of the length and a few units: a hash of all units would cost as much as a search. */
const hashOf = (text: string): number => {
  const { length } = text;
  let hash = length;
  for (let at = length - 1; at >= 0; at -= (length >> 3) + 1)
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
};

/** Not a slice, which would keep in memory what it is a part of. */
const copyOf = (text: string): string => {
  let copy = '';
  for (let at = 0; at < text.length; at++) copy += text[at];
  return copy;
};

/**
 * Most texts of telemetry come again and again: routes, user agents, addresses. Comparing two strings is much
 * cheaper than a search. A text is kept when it comes for the second time, so that those that come once cost nothing.
 */
export const createMemory = (): Memory => {
  let texts: string[] = [];
  let hashes: Int32Array | undefined;
  const isKind = ({ length }: string): boolean => length >= MIN_LENGTH && length <= MAX_LENGTH;
  return {
    has: (text) => isKind(text) && texts[hashOf(text) & (SLOTS - 1)] === text,
    add: (text) => {
      if (!isKind(text)) return;
      if (!hashes) {
        hashes = new Int32Array(SLOTS);
        texts = new Array<string>(SLOTS).fill('');
      }
      const hash = hashOf(text);
      const slot = hash & (SLOTS - 1);
      if (hashes[slot] === hash) texts[slot] = copyOf(text);
      else hashes[slot] = hash;
    },
  };
};
