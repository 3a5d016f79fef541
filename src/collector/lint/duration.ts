import { parseGoDuration } from '../go/duration.ts';

const NANOS_PER_SECOND = 1e9;

/** Seconds of a duration, as it is written or as a default has it, in nanoseconds. */
export const secondsOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value / NANOS_PER_SECOND;
  const nanos = typeof value === 'string' ? parseGoDuration(value) : undefined;
  return nanos === undefined ? undefined : nanos / NANOS_PER_SECOND;
};
