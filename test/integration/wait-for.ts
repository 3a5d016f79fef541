import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLIS = 100;
const DEADLINE_MILLIS = 30_000;

/** Asks until the answer satisfies; the error at the deadline shows what was waited for and the last answer. */
export const waitFor = async <T>(
  what: string,
  ask: () => T | Promise<T>,
  satisfies: (answer: T) => boolean = Boolean,
  deadlineMillis: number = DEADLINE_MILLIS,
): Promise<T> => {
  const deadline = performance.now() + deadlineMillis;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > deadline) {
      const shown = JSON.stringify(answer)?.slice(0, 1_000);
      throw new Error(`${what}: not so after ${deadlineMillis / 1000} s; the last answer was ${shown}`);
    }
    await delay(POLL_MILLIS);
  }
};
