import { guard } from '../guard.ts';
import { randomHex } from '../tracing/ids.ts';

/** In the storage of the origin. */
const KEY = 'binnacle.session';

/** A session that nobody does anything in ends after so long. */
const INACTIVITY_MILLIS = 30 * 60_000;

/** However busy, it ends after so long. */
const MAX_AGE_MILLIS = 4 * 3_600_000;

/** Other tabs are asked this often whether they went on. */
const REREAD_MILLIS = 1_000;

interface SessionState {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly last: number;
}

/** Removes what is stored, by whichever page of this origin, and what session replay has. */
export const forgetSession = guard(() => {
  delete localStorage[KEY];
  delete localStorage['binnacle.replay'];
});

interface SessionStorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export interface Session {
  /** The id, of a new session where the last one has ended. */
  id(): string;
  /** Stores nothing any more, so that what ends late leaves nothing behind. */
  clear(): void;
}

export interface SessionOptions {
  /** 30 minutes unless said. */
  readonly inactivityMillis: number | undefined;
  /** 4 hours unless said. */
  readonly maxAgeMillis: number | undefined;
  readonly now: () => number;
  /** Not asked before there is need. May throw; the session is then this page's. */
  readonly storage: () => SessionStorageLike;
  /** Somebody may be looking: a dashboard that is shown is in use, a tab in the background is not. */
  readonly isVisible: () => boolean;
  /** Another session has begun, and the previous one, if there was one, has ended. */
  readonly onStart: (previous: string | undefined) => void;
}

/** One session for all tabs of an origin: what one tab does keeps it alive for all. */
export const createSession = (options: SessionOptions): Session => {
  const { now, inactivityMillis = INACTIVITY_MILLIS, maxAgeMillis = MAX_AGE_MILLIS } = options;
  let { storage } = options;
  let state: SessionState | undefined;
  let read = 0;

  // Storage may be denied, empty or full: the session is then this page's.
  const load = guard(() => {
    const [id, start, last] = (storage().getItem(KEY) as string).split('.') as [string, string?, string?];
    if (/^[\da-f]{32}$/.test(id) && Number(last) > (state?.last ?? 0))
      state = { id, start: Number(start), last: Number(last) };
  });
  const store = guard(({ id, start, last }: SessionState) =>
    storage().setItem(KEY, `${id}.${start}.${last}`),
  );
  const save = (next: SessionState): void => {
    state = next;
    store(next);
  };

  return {
    id: () => {
      const time = now();
      if (time - read > REREAD_MILLIS || !state) {
        read = time;
        load();
        const visible = options.isVisible();
        if (
          !state ||
          (visible && (time - state.last > inactivityMillis || time - state.start > maxAgeMillis))
        ) {
          const previous = state?.id;
          save({ id: randomHex(16), start: time, last: time });
          options.onStart(previous);
        } else if (visible) save({ ...state, last: time });
      }
      return (state as SessionState).id;
    },
    clear: () => {
      state = undefined;
      storage = () => undefined as never;
    },
  };
};
