export type Random = () => number;

/** The same numbers for the same seed on every machine: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export const createRandom = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x80000000;
  };
};

export const pick = <T>(random: Random, from: readonly T[]): T => {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};
