import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/db/database-metrics/');

const POOL = ['db.client.connection.pool.name'] as const;
const WHEN = 'a pool of an instrumented library is in use';

const FINDING = [
  'binnacle.finding',
  'db.system.name',
  'db.query.summary',
  'http.request.method',
  'http.route',
] as const;
const QUERY = ['db.system.name', 'db.namespace', 'db.query.summary'] as const;
const WHEN_FOUND = 'a request asks in a way that has a fault';

/** Queries and connection pools. */
export const DATABASE = {
  dbClientOperationDuration: metric(
    'db.client.operation.duration',
    'histogram',
    {
      unit: 's',
      description:
        'How long operations of a database took; the first 200 summaries of a process, then `{other}`.',
      when: 'the service asks a database',
    },
    [
      'db.system.name',
      'db.operation.name',
      'db.collection.name',
      'db.query.summary',
      'db.namespace',
      'db.response.status_code',
      'error.type',
      'server.address',
      'server.port',
    ],
  ),
  dbConnectionCount: metric(
    'db.client.connection.count',
    'gauge',
    { unit: '{connection}', description: 'Connections of a pool that are used or idle.', when: WHEN },
    [...POOL, 'db.client.connection.state'],
  ),
  dbConnectionMax: metric(
    'db.client.connection.max',
    'gauge',
    { unit: '{connection}', description: 'How many connections a pool may have.', when: WHEN },
    POOL,
  ),
  dbConnectionPendingRequests: metric(
    'db.client.connection.pending_requests',
    'gauge',
    { unit: '{request}', description: 'Requests that wait for a connection of a pool.', when: WHEN },
    POOL,
  ),
  dbConnectionTimeouts: metric(
    'db.client.connection.timeouts',
    'counter',
    { unit: '{timeout}', description: 'Requests for a connection that waited too long.', when: WHEN },
    POOL,
  ),
  dbConnectionWaitTime: metric(
    'db.client.connection.wait_time',
    'histogram',
    { unit: 's', description: 'How long it took to get a connection of a pool.', when: WHEN },
    POOL,
  ),
  dbConnectionUseTime: metric(
    'db.client.connection.use_time',
    'histogram',
    { unit: 's', description: 'How long connections were used before they were given back.', when: WHEN },
    POOL,
  ),
  dbConnectionLeaks: metric(
    'binnacle.database.connection_leaks',
    'counter',
    {
      unit: '{connection}',
      description: 'Connections that were taken from a pool and not given back in time.',
      when: WHEN,
    },
    POOL,
  ),
  databaseSlowQueries: metric(
    'binnacle.database.slow_queries',
    'counter',
    {
      unit: '{query}',
      description: 'Operations that took longer than the limit, or than is usual for one of their kind.',
      when: 'an operation is slow',
    },
    [...QUERY, 'binnacle.slow_query.reason'],
  ),
  databasePlanFindings: metric(
    'binnacle.database.plan_findings',
    'counter',
    {
      unit: '{finding}',
      description: 'Faults in how a database answers slow queries, each time that a plan was asked for.',
      when: '`BINNACLE_EXPLAIN_URLS` is set and the plan of a slow query has a fault',
    },
    [...QUERY, 'binnacle.finding'],
  ),
  databaseFindings: metric(
    'binnacle.database.findings',
    'counter',
    {
      unit: '{finding}',
      description:
        'Requests that ask databases or other services in a way that has a fault, such as one query for each item of a list.',
      when: WHEN_FOUND,
    },
    FINDING,
  ),
  databaseFindingDuration: metric(
    'binnacle.database.finding.duration',
    'counter',
    { unit: 's', description: 'How long the queries of those took.', when: WHEN_FOUND },
    FINDING,
  ),
} as const;
