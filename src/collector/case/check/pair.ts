/**
 * Pairs as many of the first as can be with one of the second each: Kuhn's augmenting paths. `fits[i]` are the indices
 * of the second that fit i. Returns the partner of each of the first.
 */
export const pairUp = (fits: readonly (readonly number[])[]): readonly (number | undefined)[] => {
  const ownerOf = new Map<number, number>();
  const find = (one: number, seen: Set<number>): boolean => {
    for (const other of fits[one] ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      const owner = ownerOf.get(other);
      if (owner !== undefined && !find(owner, seen)) continue;
      ownerOf.set(other, one);
      return true;
    }
    return false;
  };
  for (const one of fits.keys()) find(one, new Set());
  const partners: (number | undefined)[] = fits.map(() => undefined);
  for (const [other, one] of ownerOf) partners[one] = other;
  return partners;
};
