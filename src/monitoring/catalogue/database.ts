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
const WHEN_FOUND = 'a request asks a database in a way that has a fault';

/** Queries and connection pools. */
export const DATABASE = {
  dbClientOperationDuration: metric(
    'db.client.operation.duration',
    'histogram',
    {
      unit: 's',
      description: 'How long operations of a database took.',
      when: 'the service asks a database',
    },
    [
      'db.system.name',
      'db.operation.name',
      'db.collection.name',
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
  databaseFindings: metric(
    'binnacle.database.findings',
    'counter',
    {
      unit: '{finding}',
      description:
        'Requests with one query for each item of a list, the same one again and again, or too many at once.',
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
