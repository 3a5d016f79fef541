/** Remembers the keys that were used last. */
export interface Lru {
  has(key: string): boolean;
  add(key: string): void;
}

/** @param size 0 remembers nothing */
export const createLru = (size: number): Lru => {
  const keys = new Set<string>();
  return {
    has(key) {
      if (!keys.delete(key)) return false;
      keys.add(key);
      return true;
    },
    add(key) {
      if (size <= 0) return;
      keys.delete(key);
      keys.add(key);
      if (keys.size <= size) return;
      for (const oldest of keys) {
        keys.delete(oldest);
        break;
      }
    },
  };
};
