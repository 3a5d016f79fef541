/** Most spans, and most events of one name, in a minute. */
const MOST_A_MINUTE = 300;
const MINUTE_MILLIS = 60_000;

export interface Limits {
  /** Whether there may be one more of this name. */
  allows(name: string): boolean;
  dropped: number;
}

/** Keeps a page that does something thousands of times from flooding anybody. */
export const createLimits = (now: () => number): Limits => {
  let end = 0;
  let counts: Record<string, number>;
  const limits: Limits = {
    dropped: 0,
    allows: (name) => {
      if (now() > end) {
        end = now() + MINUTE_MILLIS;
        counts = Object.create(null);
      }
      const count = (counts[name] ?? 0) + 1;
      counts[name] = count;
      if (count > MOST_A_MINUTE) limits.dropped++;
      return count <= MOST_A_MINUTE;
    },
  };
  return limits;
};
