/** At most this share of the time goes into it: what holds the thread for a tenth of a second does so every 100 s. */
const USUAL_SHARE = 0.001;

/** Work that holds the thread, and is done less often the longer it takes. */
export interface RestAfter {
  /** Whether it has rested for long enough. */
  isDue(): boolean;
  /** Does the work, and rests after it: a thousand times as long as it took, unless its share is another. */
  run<T>(work: () => T): T;
}

/**
 * @param now milliseconds of a clock that never goes back
 * @param leastMillis of rest
 */
export const createRestAfter = (
  share: number = USUAL_SHARE,
  now: () => number = () => performance.now(),
  leastMillis = 0,
): RestAfter => {
  let notBefore = Number.NEGATIVE_INFINITY;
  return {
    isDue: () => now() >= notBefore,
    run: (work) => {
      const started = now();
      try {
        return work();
      } finally {
        const ended = now();
        notBefore = ended + Math.max(leastMillis, (ended - started) / share);
      }
    },
  };
};
