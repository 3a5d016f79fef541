import { useEffect, useRef, useState } from 'preact/hooks';

export interface Fetched<T> {
  readonly value: T | undefined;
  readonly error: string;
}

const NOTHING = { value: undefined, error: '' } as const;

/** Shortest time between two requests for the same list, in milliseconds. */
const MIN_INTERVAL_MILLIS = 700;
const RETRY_MILLIS = 2000;
/** A list that takes long to make is asked for less often: this many times as long as it took. */
const PAUSE_FACTOR = 5;

const request = async <T>(url: string, signal: AbortSignal): Promise<Fetched<T>> => {
  const response = await fetch(url, { signal });
  const body = (await response.json()) as T & { error?: string };
  return response.ok
    ? { value: body, error: '' }
    : { value: undefined, error: body.error ?? `HTTP ${response.status}` };
};

/** Asks for one URL: at once, and then whenever `latest` differs from what was asked for last, one at a time. */
const createLoader = <T>(url: string, latest: () => number, done: (state: Fetched<T>) => void) => {
  const abort = new AbortController();
  let asked: number | undefined;
  let busy = false;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (): Promise<void> => {
    timer = undefined;
    busy = true;
    asked = latest();
    const start = performance.now();
    try {
      done(await request<T>(url, abort.signal));
    } catch {
      // The backend cannot be reached, which the header says. What is shown stays, and is asked for again.
      asked = undefined;
    }
    const end = performance.now();
    const pause = asked === undefined ? RETRY_MILLIS : PAUSE_FACTOR * (end - start);
    notBefore = end + Math.max(MIN_INTERVAL_MILLIS, pause);
    busy = false;
    refresh();
  };
  const refresh = (): void => {
    if (busy || timer || abort.signal.aborted || asked === latest()) return;
    timer = setTimeout(load, Math.max(0, notBefore - performance.now()));
  };
  const stop = (): void => {
    clearTimeout(timer);
    abort.abort();
  };
  return { refresh, stop };
};

/** What a path of the API answers, asked for again when `revision` changes. */
export const useFetched = <T>(url: string, revision: number): Fetched<T> => {
  const [state, setState] = useState<Fetched<T> & { url: string }>({ url: '', ...NOTHING });
  const latest = useRef(revision);
  const loader = useRef<ReturnType<typeof createLoader<T>> | undefined>(undefined);
  latest.current = revision;
  useEffect(() => {
    loader.current = createLoader<T>(
      url,
      () => latest.current,
      (answer) => setState({ url, ...answer }),
    );
    return () => loader.current?.stop();
  }, [url]);
  useEffect(() => loader.current?.refresh(), [url, revision]);
  return state.url === url ? state : NOTHING;
};
