/** A part of the inside view that can be switched. A new one is one entry. */
export interface Part {
  readonly name: string;
  readonly on: Readonly<Record<string, string>>;
  /** Empty where it is off by itself. */
  readonly off: Readonly<Record<string, string>>;
  /** Arrives where it is on, and shows that it is. */
  readonly proof?: string;
}

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
  { name: 'crashes', on: { BINNACLE_CRASH_DIR: folder }, off: {} },
  { name: 'blocked event loop', on: { BINNACLE_BLOCKED_THRESHOLD: '1000' }, off: {} },
  {
    name: 'continuous profiling',
    // With the minute that is usual: to take one out costs more than to sample, and `bench:profiling` has it.
    on: { BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_EXPORTER: 'otlp' },
    off: {},
  },
];
