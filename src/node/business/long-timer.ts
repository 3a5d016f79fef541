/** The longest that a timer of Node takes, nearly 25 days; a longer one would end at once. */
const MAX_TIMER_MILLIS = 2_147_483_647;

/**
 * Calls once, in so many milliseconds, however many they are. No process is kept alive for it.
 *
 * @returns stops it
 */
export const startLongTimer = (millis: number, done: () => void): (() => void) => {
  let left = Math.max(0, millis);
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    const next = Math.min(left, MAX_TIMER_MILLIS);
    left -= next;
    timer = setTimeout(() => (left > 0 ? arm() : done()), next).unref();
  };
  arm();
  return () => clearTimeout(timer);
};
