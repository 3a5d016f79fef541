const FIRST_WAIT_MILLIS = 1_000;
const WAIT_GROWTH = 1.5;

/** Longest wait where there is no connection: to ask for one costs next to nothing, and the Collector is soon back. */
const LONGEST_WAIT_MILLIS = 5_000;

/** Longest wait where the Collector answers that it has too much to do. */
const LONGEST_BUSY_WAIT_MILLIS = 30_000;

/** Longest wait that a Collector may ask for. */
const LONGEST_ASKED_WAIT_MILLIS = 300_000;

/** Each wait is up to this share longer or shorter, so that the services of a Collector do not all come back at once. */
const JITTER = 0.2;

/** Whether there is no connection, as against one that broke or an answer that refuses. */
export const cannotConnect = (error: unknown): boolean =>
  error instanceof AggregateError ||
  ['connect', 'getaddrinfo'].includes(String((error as { syscall?: unknown } | null)?.syscall));

/** Whether the fault may lie in what was sent, because it was. */
export const isSuspect = (error: unknown): boolean => !cannotConnect(error);

/** @param failures one after the other, this one included */
export const waitAfter = (failures: number, error: unknown, askedMillis?: number): number => {
  if (askedMillis !== undefined) return Math.min(askedMillis, LONGEST_ASKED_WAIT_MILLIS);
  const longest = cannotConnect(error) ? LONGEST_WAIT_MILLIS : LONGEST_BUSY_WAIT_MILLIS;
  const millis = Math.min(FIRST_WAIT_MILLIS * WAIT_GROWTH ** (failures - 1), longest);
  return millis * (1 + JITTER * (2 * Math.random() - 1));
};
