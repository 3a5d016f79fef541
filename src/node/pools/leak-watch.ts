import { databaseInsight } from '../insight/database-insight.ts';
import { quietly } from '../load-chunk.ts';
import type { PoolWatch } from './pool-watch.ts';

const LEAST_INTERVAL_MILLIS = 50;
const MOST_INTERVAL_MILLIS = 10_000;

/** Clients that listen for what the server sends hold their connection for good. */
const isListening = (connection: object): boolean => {
  const count: unknown = Reflect.get(connection, 'listenerCount');
  return typeof count === 'function' && Number(count.call(connection, 'notification')) > 0;
};

/** 0 where nobody looks for connections that are not given back. */
const limitMillis = (): number => databaseInsight()?.settings.connectionHeldLimitMillis ?? 0;

export const looksForLeaks = (): boolean => limitMillis() > 0;

/** What tells of them is loaded with the first. */
const look = (pools: readonly PoolWatch[]): void => {
  const insight = databaseInsight();
  const since = performance.now() - limitMillis();
  for (const pool of pools)
    for (const [connection, held] of pool.held) {
      // In the order in which they were taken.
      if (held.sinceMillis > since) break;
      if (held.isTold || isListening(connection)) continue;
      held.isTold = true;
      quietly(() => insight?.load<typeof import('./report-leak.ts')>('./pools/report-leak.js'))?.reportLeak(
        pool,
        held,
      );
    }
};

let timer: NodeJS.Timeout | undefined;

/** Looks at what is held from now on, where that is wanted. */
export const watchForLeaks = (pools: () => readonly PoolWatch[]): void => {
  if (timer || !looksForLeaks()) return;
  const interval = Math.min(MOST_INTERVAL_MILLIS, Math.max(LEAST_INTERVAL_MILLIS, limitMillis() / 4));
  timer = setInterval(() => look(pools()), interval);
  timer.unref();
};
