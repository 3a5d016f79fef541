import { setting } from '../setting.ts';
import { boolean, databaseUrls, integer } from '../value-types.ts';

/** What is told of databases beside spans and durations. */
export const databases = {
  databaseInsight: setting(
    'BINNACLE_DATABASE_INSIGHT',
    boolean,
    true,
    'looks at what each request asks its databases for one query an item of a list, the same query again and again, too many at once and more; tells of slow queries and of connections that are not given back',
  ),
  slowQueryThresholdMillis: setting(
    'BINNACLE_SLOW_QUERY_THRESHOLD',
    integer(0, 2_147_483_647),
    1_000,
    'from when on every database operation is slow; `0` tells of no slow ones',
    { unit: 'ms' },
  ),
  slowQueryAdaptive: setting(
    'BINNACLE_SLOW_QUERY_ADAPTIVE',
    boolean,
    true,
    'an operation that takes at least 50 ms and far longer than is usual for its kind is slow too',
  ),
  explainUrls: setting(
    'BINNACLE_EXPLAIN_URLS',
    databaseUrls,
    [],
    'connections with a read-only role, such as `postgresql://explain:…@db:5432/shop`, on which the plans of slow queries of PostgreSQL and MySQL are asked for',
    { secret: true },
  ),
  explainAnalyze: setting(
    'BINNACLE_EXPLAIN_ANALYZE',
    boolean,
    false,
    'reads of PostgreSQL without parameters are run once more for their plan, with what it really did, within the time limit',
  ),
  explainTimeoutMillis: setting(
    'BINNACLE_EXPLAIN_TIMEOUT',
    integer(1, 60_000),
    2_000,
    'when the database ends what is asked for a plan',
    { unit: 'ms' },
  ),
  connectionHeldLimitMillis: setting(
    'BINNACLE_CONNECTION_HELD_LIMIT',
    integer(0, 2_147_483_647),
    30_000,
    'when a connection that was taken from a pool and not given back is told as a leak; `0` never',
    { unit: 'ms' },
  ),
} as const;
