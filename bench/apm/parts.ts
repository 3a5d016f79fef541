import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A part of the inside view that can be switched. A new one is one entry. */
export interface Part {
  readonly name: string;
  readonly on: Readonly<Record<string, string>>;
  /** Empty where it is off by itself. */
  readonly off: Readonly<Record<string, string>>;
  /** Arrives where it is on, and shows that it is. */
  readonly proof?: string;
  /** Whether it is seen to be on: while the services run, or what it has left when they have ended. */
  readonly isSeen?: { readonly when: 'running' | 'ended'; readonly ask: () => boolean };
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

const has = (folder: string, name: RegExp): boolean => namesIn(folder).some((each) => name.test(each));

const everyProcessHasTwo = (folder: string): boolean => {
  const counts = new Map<string, number>();
  for (const name of namesIn(folder)) {
    const pid = /-cpu-.+-(\d+)\.pb\.gz$/.exec(name)?.[1];
    if (pid !== undefined) counts.set(pid, (counts.get(pid) ?? 0) + 1);
  }
  return counts.size > 0 && [...counts.values()].every((count) => count >= 2);
};

/** @param folder for what is kept on disk; removed afterwards */
export const partsIn = (folder: string): readonly Part[] => [
  { name: 'errors', on: {}, off: { BINNACLE_ERRORS: 'false' }, proof: 'binnacle.errors' },
  {
    name: 'transactions',
    on: {},
    off: {
      BUSINESS_TRANSACTIONS_ENABLED: 'false',
      BUSINESS_METRICS_ENABLED: 'false',
      PERFORMANCE_SLA_MONITORING: 'false',
    },
    proof: 'business.transactions',
  },
  {
    name: 'query insight',
    on: { BINNACLE_DATABASE_INSIGHT: 'true', BINNACLE_SLOW_QUERY_THRESHOLD: '0' },
    off: { BINNACLE_DATABASE_INSIGHT: 'false' },
  },
  {
    // It is a part of query insight, and comes after it in this list, so that it wins.
    name: 'slow queries, with insight',
    on: { BINNACLE_DATABASE_INSIGHT: 'true', BINNACLE_SLOW_QUERY_THRESHOLD: '50' },
    off: {},
    proof: 'binnacle.database.slow_queries',
  },
  {
    name: 'crashes',
    on: { BINNACLE_CRASH_DIR: folder },
    off: {},
    // What tells the next start of a crash; it goes with the process that ends as it should.
    isSeen: { when: 'running', ask: () => has(join(folder, 'processes'), /\.process$/) },
  },
  {
    name: 'blocked event loop',
    on: { BINNACLE_BLOCKED_THRESHOLD: '1000' },
    off: {},
    proof: 'binnacle.event_loop.blocked.duration',
  },
  {
    name: 'continuous profiling',
    // As it is by default: with a window in each minute.
    on: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_EXPORTER: 'otlp,file',
      BINNACLE_PROFILING_DIR: join(folder, 'profiles'),
    },
    off: {},
    // One of the start, and one of the window that lies in what is measured.
    isSeen: { when: 'ended', ask: () => everyProcessHasTwo(join(folder, 'profiles')) },
  },
];
