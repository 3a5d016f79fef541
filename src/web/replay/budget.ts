const KEY = 'binnacle.replay';

/** What one session may still use, over all of its pages and tabs. */
export interface Budget {
  /** When the recording of the session began, milliseconds since 1970. */
  readonly start: number;
  /** Uses it, and says whether there was enough. */
  spend(bytes: number): boolean;
}

/** Storage may be denied or full: the budget is then this page's. */
const stored = <T>(use: (storage: Storage) => T): T | undefined => {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
};

export const forgetBudget = (): void => stored((storage) => storage.removeItem(KEY));

export const createBudget = (sessionId: string, now: number, maxBytes: number): Budget => {
  let bytes = 0;
  let start = now;
  const load = (): void => {
    const [id, spent, began] = (stored((storage) => storage.getItem(KEY)) ?? '').split('.');
    if (id !== sessionId) return;
    bytes = Math.max(bytes, Number(spent) || 0);
    start = Number(began) || now;
  };
  load();
  return {
    start,
    spend: (more) => {
      load();
      // Once it was not enough nothing is, on no page of the session.
      bytes = bytes + more > maxBytes ? Number.POSITIVE_INFINITY : bytes + more;
      stored((storage) => storage.setItem(KEY, `${sessionId}.${bytes}.${start}`));
      return bytes < Number.POSITIVE_INFINITY;
    },
  };
};
