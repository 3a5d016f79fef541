import type { Clock } from '../sdk/tracing/clock.ts';

/** The system's clock was set, where it and the monotonic one differ by so much more than before, in milliseconds. */
const MAX_DRIFT_MILLIS = 10;

let offset = performance.timeOrigin;

/** Times as fine as the monotonic clock, which still follow the system's clock. */
export const clock: Clock = {
  monotonic: () => performance.now(),
  offset: (monotonic) => {
    const drift = Date.now() - monotonic - offset;
    // `Date.now` has no fractions, so what it says may be a millisecond old.
    if (drift > MAX_DRIFT_MILLIS || drift < -MAX_DRIFT_MILLIS) offset += drift;
    return offset;
  },
};
