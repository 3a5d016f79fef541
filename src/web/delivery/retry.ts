/** First wait before another try; each is about twice the last. */
const FIRST_WAIT_MILLIS = 1_000;
const LONGEST_WAIT_MILLIS = 60_000;

/** Milliseconds to wait after so many failures, or what the server asked for: seconds or a date. */
export const waitMillis = (failures: number, retryAfter?: string | null): number =>
  Math.max(
    Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** failures) * (0.5 + Math.random() / 2),
    Number(retryAfter) * 1e3 || Date.parse(retryAfter as string) - Date.now() || 0,
  );
