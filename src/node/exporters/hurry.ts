/**
 * While the program may be about to end, exports try once more and take no longer than it may be kept. A program
 * that goes on is as before when the time is over.
 */
let until = 0;
const listeners = new Set<(millis: number) => void>();

/** @param millis how long the end of the program may be delayed */
export const hurry = (millis: number): void => {
  until = performance.now() + millis;
  for (const listener of [...listeners]) listener(millis);
};

export const isHurried = (): boolean => performance.now() < until;

/** How long an export that begins now may take, in milliseconds. */
export const atMost = (millis: number): number =>
  isHurried() ? Math.min(millis, until - performance.now()) : millis;

/** Tells of the next hurry; the answer stops listening. */
export const onHurry = (listener: (millis: number) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
