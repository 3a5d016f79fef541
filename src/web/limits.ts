/** Most spans, and most events of one name, in a minute. */
const MOST_A_MINUTE = 300;
const MINUTE_MILLIS = 60_000;

export interface Limits {
  /** Whether there may be one more of this name. */
  (name: string): boolean;
  dropped: number;
}

/** Keeps a page that does something thousands of times from flooding anybody. */
export const createLimits = (now: () => number): Limits => {
  let minute = 0;
  let counts = new Map<string, number>();
  const limits = ((name) => {
    const current = Math.floor(now() / MINUTE_MILLIS);
    if (current !== minute) counts = new Map();
    minute = current;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count > MOST_A_MINUTE) limits.dropped++;
    return count <= MOST_A_MINUTE;
  }) as Limits;
  limits.dropped = 0;
  return limits;
};
