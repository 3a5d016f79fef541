const MINUTE_MILLIS = 60_000;

/** Enough to see what happens, and no flood where everything fails. */
export interface MinuteLimit {
  /** Whether one more may be written; it counts as written then. */
  take(nowMillis: number): boolean;
}

/** So many in a minute, which begins with the first. */
export const createMinuteLimit = (most: number): MinuteLimit => {
  let sinceMillis = Number.NEGATIVE_INFINITY;
  let taken = 0;
  return {
    take: (nowMillis) => {
      if (nowMillis - sinceMillis >= MINUTE_MILLIS) {
        sinceMillis = nowMillis;
        taken = 0;
      }
      if (taken >= most) return false;
      taken++;
      return true;
    },
  };
};
