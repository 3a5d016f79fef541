import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { mostAtEnd, mostInRange, recorded, recordedMost } from '../fleet.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { ABOUT_PROCESS, fleetVariables, RAW, SELECTED } from '../grafana/variables.ts';
import { max, quantile, sum } from '../promql/aggregate.ts';
import { divide, share } from '../promql/arithmetic.ts';
import { either } from '../promql/condition.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { bucketsOf, countOf, series, sumOf } from '../promql/select.ts';
import { operationP95, operationRate } from '../recordings/databases.ts';

const duration = METRICS.dbClientOperationDuration;
const KIND = ['job', 'db_system_name', 'db_operation_name', 'db_collection_name'] as const;
const KIND_LEGEND = '{{db_operation_name}} {{db_collection_name}} ({{db_system_name}})';
const POOL = ['job', 'db_client_connection_pool_name'] as const;
const POOL_LEGEND = '{{job}} {{db_client_connection_pool_name}}';
/** Seconds; the second is that of the alert. */
const SLOW_LIMITS = [0.1, 0.5] as const;
const FAILED = { error_type: { pattern: '.+' } } as const;

type Label = (typeof duration.labels)[number];

const operations = sum(exactIncrease(countOf(duration, SELECTED), RANGE));
const p95 = <By extends Label>(range: string, by: readonly By[]) =>
  quantile(0.95, sum<Label | 'le', By | 'le'>(anchoredRate(bucketsOf(duration, RAW), range), [...by, 'le']));

const countByKind = sum(exactIncrease(countOf(duration, RAW), RANGE), KIND);
const rateByKind = either([
  mostInRange(sum(anchoredRate(countOf(duration, RAW), STEP), KIND), countByKind),
  mostAtEnd((at) => sum(at(recorded(operationRate)), KIND)),
]);
const p95ByKind = either([
  mostInRange(p95(STEP, KIND), p95(RANGE, KIND)),
  mostAtEnd((at) => max(at(recorded(operationP95)), KIND)),
]);

/** The histogram itself has no exemplars; that of spans has. */
const traced = quantile(
  0.95,
  sum(
    anchoredRate(
      bucketsOf(METRICS.spanDuration, {
        ...RAW,
        span_kind: 'SPAN_KIND_CLIENT',
        db_system_name: { pattern: '.+' },
      }),
      STEP,
    ),
    ['db_system_name', 'le'],
  ),
);

const used = sum(
  series(METRICS.dbConnectionCount, { ...SELECTED, db_client_connection_state: 'used' }),
  POOL,
);

const FINDING = ['job', 'http_request_method', 'http_route', 'binnacle_finding', 'db_query_summary'] as const;
const found = (metric: typeof METRICS.databaseFindings) =>
  sum(exactIncrease(series(metric, SELECTED), RANGE), FINDING);

const QUERY = ['job', 'db_system_name', 'db_query_summary'] as const;
const ASKED = { db_query_summary: { pattern: '.+' } } as const;
const p95OfQueries = quantile(
  0.95,
  sum<Label | 'le', (typeof QUERY)[number] | 'le'>(
    anchoredRate(bucketsOf(duration, { ...RAW, ...ASKED }), RANGE),
    [...QUERY, 'le'],
  ),
);
const slow = sum(exactIncrease(series(METRICS.databaseSlowQueries, SELECTED), RANGE), [
  ...QUERY,
  'binnacle_slow_query_reason',
]);
const plans = sum(exactIncrease(series(METRICS.databasePlanFindings, SELECTED), RANGE), [
  ...QUERY,
  'binnacle_finding',
]);

type PoolLabel = (typeof METRICS.dbConnectionWaitTime.labels)[number];
const poolP95 = (metric: typeof METRICS.dbConnectionWaitTime) =>
  quantile(
    0.95,
    sum<PoolLabel | 'le', (typeof POOL)[number] | 'le'>(anchoredRate(bucketsOf(metric, RAW), STEP), [
      ...POOL,
      'le',
    ]),
  );
const ofPool = (metric: typeof METRICS.dbConnectionTimeouts) =>
  sum(exactIncrease(series(metric, SELECTED), RANGE), POOL);

export const dashboard = createDashboard({
  id: 'database',
  audience: 'services',
  title: 'Databases',
  description: 'Operations by kind, what is slow and what fails, and the pools of connections',
  about: ABOUT_PROCESS,
  variables: fleetVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Operations in range',
          unit: 'locale',
          description: 'Operations in the shown range, exactly.',
        },
        operations,
      ),
      stat(
        {
          title: 'p95 of operations',
          unit: 's',
          description:
            '95 % of the operations were faster; of more than ten services, those of the slowest kind.',
          limits: SLOW_LIMITS,
        },
        either([p95(RANGE, []), recordedMost(operationP95)]),
      ),
      stat(
        {
          title: 'Failed operations',
          unit: 'percentunit',
          description: 'Share of the operations that failed.',
          limits: [0.005, 0.01],
        },
        share(sum(exactIncrease(countOf(duration, { ...SELECTED, ...FAILED }), RANGE)), operations),
      ),
      stat(
        {
          title: 'Waiting for a connection',
          unit: 'none',
          description: 'Requests that wait for a connection of a pool now.',
          limits: [1, 5],
        },
        sum(series(METRICS.dbConnectionPendingRequests, SELECTED)),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Operations per second',
          unit: 'ops',
          description: 'Operations a second of the twenty kinds with the most.',
        },
        { vector: rateByKind, legend: KIND_LEGEND },
      ),
      lines(
        {
          title: 'p95 by kind',
          unit: 's',
          description:
            '95 % of the operations of the twenty slowest kinds were faster; a dot opens the trace of one. The line is the alert’s limit.',
          limits: SLOW_LIMITS,
        },
        { vector: p95ByKind, legend: KIND_LEGEND },
        { vector: traced, legend: '{{db_system_name}}, traced', exemplar: true },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Operations',
          description:
            'Each kind of operation over the shown range; what takes the most time in all comes first.',
        },
        {
          job: 'Service',
          db_system_name: 'Database',
          db_operation_name: 'Operation',
          db_collection_name: 'Table',
        },
        [
          {
            title: 'Time in all',
            unit: 's',
            decimals: 1,
            vector: sum(exactIncrease(sumOf(duration, SELECTED), RANGE), KIND),
          },
          {
            title: 'Operations',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(countOf(duration, SELECTED), RANGE), KIND),
          },
          {
            title: 'p95',
            unit: 's',
            decimals: 3,
            limits: SLOW_LIMITS,
            vector: either([p95(RANGE, KIND), recordedMost(operationP95, KIND)]),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Queries',
          description:
            'Each kind of statement over the shown range; what takes the most time in all comes first. After 200 of a service’s process the rest is {other}. Of more than ten services there is no p95.',
        },
        { job: 'Service', db_system_name: 'Database', db_query_summary: 'Query' },
        [
          {
            title: 'Time in all',
            unit: 's',
            decimals: 1,
            vector: sum(exactIncrease(sumOf(duration, { ...SELECTED, ...ASKED }), RANGE), QUERY),
          },
          {
            title: 'Count',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(countOf(duration, { ...SELECTED, ...ASKED }), RANGE), QUERY),
          },
          { title: 'p95', unit: 's', decimals: 3, limits: SLOW_LIMITS, vector: p95OfQueries },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Queries and calls that could be fewer',
          description:
            'Endpoints with one query for each item of a list (n_plus_one), the very same query again and again, many at once, reads without a LIMIT, many or needlessly serial calls of other services, or a transaction held open over one. The event “binnacle.database.finding” of a trace has the statement and the place, a line of the log what mends it.',
        },
        {
          job: 'Service',
          http_request_method: 'Method',
          http_route: 'Route',
          binnacle_finding: 'Finding',
          db_query_summary: 'Query',
        },
        [
          { title: 'Time in all', unit: 's', decimals: 1, vector: found(METRICS.databaseFindingDuration) },
          { title: 'Requests', unit: 'locale', decimals: 0, vector: found(METRICS.databaseFindings) },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Slow queries',
          description:
            'Operations above the limit (threshold) or far slower than others of their kind (unusual), exactly. The log record “binnacle.database.slow_query” has the statement and the place.',
        },
        {
          job: 'Service',
          db_system_name: 'Database',
          db_query_summary: 'Query',
          binnacle_slow_query_reason: 'Slow by',
        },
        [{ title: 'Slow', unit: 'locale', decimals: 0, vector: slow }],
      ),
      table(
        {
          title: 'Faults of plans',
          description:
            'What is wrong with the plans of slow queries, where BINNACLE_EXPLAIN_URLS is set. The log record “binnacle.database.plan” has the plan and the index to try.',
        },
        {
          job: 'Service',
          db_system_name: 'Database',
          db_query_summary: 'Query',
          binnacle_finding: 'Fault',
        },
        [{ title: 'Plans', unit: 'locale', decimals: 0, vector: plans }],
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'p95 of waiting for a connection',
          unit: 's',
          description: '95 % of the requests got their connection faster, by pool.',
          limits: [0.05, 0.5],
        },
        { vector: poolP95(METRICS.dbConnectionWaitTime), legend: POOL_LEGEND },
      ),
      lines(
        {
          title: 'p95 of holding a connection',
          unit: 's',
          description: '95 % of the connections were given back faster, by pool.',
        },
        { vector: poolP95(METRICS.dbConnectionUseTime), legend: POOL_LEGEND },
      ),
      table(
        {
          title: 'Pools',
          description:
            'Requests for a connection that waited too long, and connections that were not given back in time. The log record “binnacle.database.connection_leak” has the place that took it.',
        },
        { job: 'Service', db_client_connection_pool_name: 'Pool' },
        [
          { title: 'Timeouts', unit: 'locale', decimals: 0, vector: ofPool(METRICS.dbConnectionTimeouts) },
          { title: 'Leaks', unit: 'locale', decimals: 0, vector: ofPool(METRICS.dbConnectionLeaks) },
        ],
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Connections in use',
          unit: 'none',
          description: 'Connections of each pool that are in use.',
        },
        { vector: used, legend: POOL_LEGEND },
      ),
      lines(
        {
          title: 'Pool use',
          unit: 'percentunit',
          description: 'Share of a pool’s connections that are in use.',
          limits: [0.7, 0.9],
          max: 1,
        },
        { vector: divide(used, sum(series(METRICS.dbConnectionMax, SELECTED), POOL)), legend: POOL_LEGEND },
      ),
      lines(
        {
          title: 'Waiting requests',
          unit: 'none',
          description: 'Requests that wait for a connection, at the most of each pool.',
          limits: [1, 5],
        },
        { vector: max(series(METRICS.dbConnectionPendingRequests, SELECTED), POOL), legend: POOL_LEGEND },
      ),
    ),
  ],
});
