import type { Settings } from '../../core/settings/index.ts';
import { type LoadChunk, quietly } from '../load-chunk.ts';
import type { PoolWatch } from './pool-watch.ts';

const LEAST_INTERVAL_MILLIS = 50;
const MOST_INTERVAL_MILLIS = 10_000;

/** Clients that listen for what the server sends hold their connection for good. */
const isListening = (connection: object): boolean => {
  const count: unknown = Reflect.get(connection, 'listenerCount');
  return typeof count === 'function' && Number(count.call(connection, 'notification')) > 0;
};

interface LeakWatch {
  readonly isOn: boolean;
  /** Looks at what is held from now on, where that is wanted. */
  start(pools: () => readonly PoolWatch[]): void;
}

const OFF: LeakWatch = { isOn: false, start: () => {} };

/** Whether connections that are not given back are looked for. */
export let leakWatch = OFF;

/** What tells of them is loaded with the first. */
export const startLeakWatch = (
  { databaseInsight, connectionHeldLimitMillis: limitMillis }: Settings,
  load: LoadChunk,
): void => {
  if (!databaseInsight || limitMillis === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const look = (pools: readonly PoolWatch[]): void => {
    const since = performance.now() - limitMillis;
    for (const pool of pools)
      for (const [connection, held] of pool.held) {
        // In the order in which they were taken.
        if (held.sinceMillis > since) break;
        if (held.isTold || isListening(connection)) continue;
        held.isTold = true;
        quietly(() => load<typeof import('./report-leak.ts')>('./pools/report-leak.js')).reportLeak(
          pool,
          held,
        );
      }
  };
  const interval = Math.min(MOST_INTERVAL_MILLIS, Math.max(LEAST_INTERVAL_MILLIS, limitMillis / 4));
  leakWatch = {
    isOn: true,
    start: (pools) => {
      if (timer) return;
      timer = setInterval(() => look(pools()), interval);
      timer.unref();
    },
  };
};
