/** Maps a list, and returns the very same list where nothing changed. */
export const mapChanged = <T>(items: readonly T[], clean: (item: T) => T): readonly T[] => {
  let copy: T[] | undefined;
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as T;
    const cleaned = clean(item);
    if (!Object.is(cleaned, item)) {
      copy ??= items.slice();
      copy[i] = cleaned;
    }
  }
  return copy ?? items;
};
