/** A power of two. */
const SLOTS = 256;

/** In UTF-16 units. */
const MAX_LENGTH = 64;

interface Answer<T> {
  readonly name: string;
  readonly value: T;
}

/** Whether a name stands there. Quicker than `startsWith` for names, which are short. */
export const isNameAt = (text: string, start: number, name: string, length: number): boolean => {
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) if (text.charCodeAt(start + i) !== name.charCodeAt(i)) return false;
  return true;
};

/**
 * Remembers what was answered for the names that came last, and finds it without making a string of a name: there
 * are few different ones. `start` and `end` say where the name stands in the text.
 */
export const createNameMemory = <T>(
  answer: (name: string) => T,
): ((text: string, start: number, end: number) => T) => {
  const slots: (Answer<T> | undefined)[] = [];
  return (text, start, end) => {
    const length = end - start;
    if (length > MAX_LENGTH) return answer(text.slice(start, end));
    let hash = length;
    for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
    const slot = hash & (SLOTS - 1);
    const known = slots[slot];
    if (known && isNameAt(text, start, known.name, length)) return known.value;
    // Not a slice, which would keep the whole text in memory.
    let name = '';
    for (let at = start; at < end; at++) name += text[at];
    const value = answer(name);
    slots[slot] = { name, value };
    return value;
  };
};
