/** Numbers from 0 to 1, the same ones for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export const createRandom = (seed: number): (() => number) => {
  let state = BigInt(seed) * 0x9e37_79b9n + 1n;
  return () => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
};

export const pick = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)] as T;

/** `length` random lower-case hex digits. */
export const randomHex = (length: number, random: () => number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
