const SECOND_MILLIS = 1_000;

/** How long a recording rests first, and at most; each rest is twice the one before it. */
const FIRST_REST_MILLIS = 1_000;
const LONGEST_REST_MILLIS = 60_000;

export interface Rate {
  /** Counts so many changes; how long to rest where they are too many, otherwise 0. */
  restMillis(changes: number, now: number): number;
}

/** After a minute of peace the first rest is short again. */
export const createRate = (maxPerSecond: number): Rate => {
  let count = 0;
  let end = 0;
  let rest = 0;
  let rested = 0;
  return {
    restMillis: (changes, now) => {
      if (now >= end) {
        end = now + SECOND_MILLIS;
        count = 0;
      }
      count += changes;
      if (count <= maxPerSecond) return 0;
      rest =
        now - rested > LONGEST_REST_MILLIS + rest
          ? FIRST_REST_MILLIS
          : Math.min(LONGEST_REST_MILLIS, rest * 2);
      rested = now;
      end = 0;
      return rest;
    },
  };
};
