/**
 * Bits a unit, by how often each stands there, from which on a text is random: prose has 4.2 at most, hexadecimal digits
 * have 4, and letters and digits by chance 4.6 and more where they are many. `node bench/redaction/entropy.ts` has the figures.
 */
const RANDOM_BITS = 4.5;

const MAX_UNITS = 64;

const counts = new Uint8Array(128);

/** Whether what stands there, of ASCII, was drawn by chance. */
export const isRandom = (text: string, start: number, end: number): boolean => {
  const length = Math.min(end - start, MAX_UNITS);
  counts.fill(0);
  for (let at = start; at < start + length; at++) {
    const unit = text.charCodeAt(at) & 127;
    counts[unit] = (counts[unit] as number) + 1;
  }
  let repeated = 0;
  for (const count of counts) if (count > 1) repeated += count * Math.log2(count);
  return Math.log2(length) - repeated / length >= RANDOM_BITS;
};
