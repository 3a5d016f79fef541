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

const has = (folder: string, name: RegExp): boolean => {
  try {
    return readdirSync(folder).some((each) => name.test(each));
  } catch {
    return false;
  }
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
    // With the minute that is usual: to take one out costs more than to sample, and `bench:profiling` has it.
    on: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_EXPORTER: 'otlp,file',
      BINNACLE_PROFILING_DIR: join(folder, 'profiles'),
    },
    off: {},
    // The last one, which a process leaves when it ends.
    isSeen: { when: 'ended', ask: () => has(join(folder, 'profiles'), /-cpu-.+\.pb\.gz$/) },
  },
];
