const HOUR_MILLIS = 3_600_000;
const MINUTE_MILLIS = 60_000;
/** Of one kind of statement one an hour; of all so many a minute, one after the other. */
const MAX_A_MINUTE = 10;
const MAX_WAITING = 10;
const MAX_KNOWN = 1_000;

export interface ExplainQueue<Task> {
  /** Whether one of this kind may be asked for now; then it counts, and has to be added. */
  mayAsk(kind: string): boolean;
  /** Runs it when all before it have ended, however they did. */
  add(task: Task): void;
}

/**
 * Keeps databases from being asked for many plans.
 *
 * @param nowMillis a clock that never goes back
 */
export const createExplainQueue = <Task>(
  nowMillis: () => number,
  run: (task: Task) => Promise<void>,
): ExplainQueue<Task> => {
  const doneMillis = new Map<string, number>();
  let minute = Number.NEGATIVE_INFINITY;
  let asked = 0;
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    mayAsk: (kind) => {
      const now = nowMillis();
      if (now - minute >= MINUTE_MILLIS) {
        minute = now;
        asked = 0;
      }
      if (now - (doneMillis.get(kind) ?? Number.NEGATIVE_INFINITY) < HOUR_MILLIS) return false;
      if (asked >= MAX_A_MINUTE || waiting >= MAX_WAITING) return false;
      asked++;
      if (doneMillis.size >= MAX_KNOWN) doneMillis.clear();
      doneMillis.set(kind, now);
      return true;
    },
    add: (task) => {
      waiting++;
      const end = (): void => {
        waiting--;
      };
      last = last.then(() => run(task)).then(end, end);
    },
  };
};
