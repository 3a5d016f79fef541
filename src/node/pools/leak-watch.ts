import { databaseInsight } from '../insight/database-insight.ts';
import type { LeakSource } from './leak-kind.ts';

const LEAST_INTERVAL_MILLIS = 50;
const MOST_INTERVAL_MILLIS = 10_000;

/** 0 where nobody looks for connections that are not given back. */
const limitMillis = (): number => databaseInsight()?.settings.connectionHeldLimitMillis ?? 0;

export const looksForLeaks = (): boolean => limitMillis() > 0;

/** What hands out connections; those that hold some. */
const sources: (() => readonly LeakSource[])[] = [];

/** What tells of them is loaded with the first. */
const look = (): void => {
  const insight = databaseInsight();
  const limit = limitMillis();
  const since = performance.now() - limit;
  for (const source of sources.flatMap((read) => read()))
    for (const [connection, held] of source.held) {
      // In the order in which they were taken.
      if (held.sinceMillis > since) break;
      if (held.isTold || source.isMeant(connection, limit)) continue;
      held.isTold = true;
      insight?.load<typeof import('./report-leak.ts')>('./pools/report-leak.js').reportLeak(source, held);
    }
};

/** Looks at what is held from now on, where that is wanted. */
export const watchForLeaks = (read: () => readonly LeakSource[]): void => {
  if (!looksForLeaks() || sources.includes(read)) return;
  sources.push(read);
  if (sources.length > 1) return;
  const interval = Math.min(MOST_INTERVAL_MILLIS, Math.max(LEAST_INTERVAL_MILLIS, limitMillis() / 4));
  setInterval(look, interval).unref();
};
