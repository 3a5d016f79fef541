import type { Profile } from '../../../src/core/profiling/profile.ts';

/** A profile of one sample, where it matters only that there is one. */
export const PROFILE: Profile = {
  types: [{ type: 'samples', unit: 'count' }],
  samples: [{ stack: [], values: [1], labels: {} }],
  periodType: { type: 'cpu', unit: 'nanoseconds' },
  period: 1,
  timeMillis: 0,
  durationMillis: 1,
};

/** Holds the thread. */
export const spin = (millis: number): void => {
  const end = performance.now() + millis;
  while (performance.now() < end);
};
