/** A power of two. */
const SLOTS = 512;

/** In UTF-16 units. What is shorter is searched as quickly as it is looked up. Names of spans and queries are not. */
const MIN_LENGTH = 4;
const MAX_LENGTH = 512;

/** Texts that were found to hold nothing. */
export interface Memory {
  has(text: string): boolean;
  /** Of the text that was asked for last, and no other: it is not hashed again. */
  add(text: string): void;
}

/** Of a longer text so many units count at its end, and one of some before. */
const COUNTED = 40;

/** Of what telemetry has in the same shape again and again, as paths with numbers, all units tell: that is most. */
const hashOf = (text: string): number => {
  const { length } = text;
  let hash = length;
  const rest = Math.max(0, length - COUNTED);
  for (let at = rest; at < length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  for (let at = 0; at < rest; at += (rest >> 3) + 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
};

/** Not the text or a slice of it, which may keep in memory what it is a part of: a slice of a text that is made here. */
const copyOf = (text: string): string => ` ${text}`.slice(1);

/**
 * Most texts of telemetry come again and again: routes, user agents, addresses. Comparing two strings is much
 * cheaper than a search. A text is kept when it comes for the second time, so that those that come once cost nothing.
 */
export const createMemory = (): Memory => {
  let texts: string[] = [];
  let hashes: Int32Array | undefined;
  /** Of the text that was asked for last. */
  let hash = 0;
  const isKind = ({ length }: string): boolean => length >= MIN_LENGTH && length <= MAX_LENGTH;
  return {
    has: (text) => {
      if (!isKind(text)) return false;
      hash = hashOf(text);
      return texts[hash & (SLOTS - 1)] === text;
    },
    add: (text) => {
      if (!isKind(text)) return;
      if (!hashes) {
        hashes = new Int32Array(SLOTS);
        texts = new Array<string>(SLOTS).fill('');
      }
      const slot = hash & (SLOTS - 1);
      if (hashes[slot] === hash) texts[slot] = copyOf(text);
      else hashes[slot] = hash;
    },
  };
};
