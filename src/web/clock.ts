import type { EpochMillis } from './otlp/encode.ts';

/** Further apart than this, the two clocks of a page are taken for changed: it slept, or the system's was set. */
const MOST_DRIFT_MILLIS = 500;

export interface Clock {
  /** Now. Never goes back but where the system's clock was set. */
  now(): EpochMillis;
  /** A time of the page's own clock, as performance entries and events have it. */
  at(pageMillis: number): EpochMillis;
}

/** `performance.now` stands still while some machines sleep, so what it is added to is looked at each time. */
export const createClock = (): Clock => {
  let offset = performance.timeOrigin;
  return {
    now: () => {
      const page = performance.now();
      const wall = Date.now() - page;
      if (Math.abs(wall - offset) > MOST_DRIFT_MILLIS) offset = wall;
      return offset + page;
    },
    at: (page) => offset + page,
  };
};
