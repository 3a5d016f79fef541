/** Keeps what was worked out for texts that come again, and forgets what came once. */
export interface BoundedMemory<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/**
 * Two generations: what is not asked for while `size` others come is forgotten. So texts that come again stay,
 * however many come once between them.
 *
 * @param maxLength texts that are longer are not kept, in UTF-16 units: they rarely are the same again
 */
export const createBoundedMemory = <T>(size: number, maxLength: number): BoundedMemory<T> => {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  const set = (text: string, value: T): void => {
    if (text.length > maxLength) return;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
  };
  return {
    get: (text) => {
      const found = young.get(text);
      if (found !== undefined) return found;
      const before = old.get(text);
      if (before !== undefined) set(text, before);
      return before;
    },
    set,
  };
};
