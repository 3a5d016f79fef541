import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import {
  apdexShown,
  ENDPOINT_LINES,
  ENDPOINT_ROWS,
  errorRatioShown,
  latencyNow,
  latencyShown,
  recordedMost,
  requestRateNow,
  requestsShown,
  slowestEndpoints,
} from '../fleet.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { ABOUT_PROCESS, fleetVariables, RAW, SELECTED } from '../grafana/variables.ts';
import { max, quantile, sum, top } from '../promql/aggregate.ts';
import { either } from '../promql/condition.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import { operationP95 } from '../recordings/databases.ts';
import { ENDPOINT, latency } from '../red.ts';

const ENDPOINT_LEGEND = '{{job}} {{http_request_method}} {{http_route}}';
const EXACT = 'Exact: measured in the SDK before any sampling, and nothing is extrapolated.';

const ERROR_LIMITS = [0.005, 0.01] as const;
const LATENCY_LIMITS = [0.5, 1] as const;
const APDEX_LIMITS = [0.85, 0.7] as const;
const BUSY_LIMITS = [0.7, 0.9] as const;

const SLOWEST = 10;
const QUERY = ['job', 'db_system_name', 'db_operation_name', 'db_collection_name'] as const;

/** The SDK's own histogram has no exemplars; the Collector's, made from spans, has. */
const TRACED = quantile(
  0.95,
  sum(anchoredRate(bucketsOf(METRICS.spanDuration, { ...RAW, span_kind: 'SPAN_KIND_SERVER' }), STEP), ['le']),
);

const queries = METRICS.dbClientOperationDuration;
const queryP95 = quantile(0.95, sum(anchoredRate(bucketsOf(queries, RAW), RANGE), [...QUERY, 'le']));

const TO_ENDPOINT = {
  title: 'Endpoint detail',
  url: dashboardPath('endpoint-detail', { service: 'job', route: 'http_route' }),
};

export const dashboard = createDashboard({
  id: 'service-overview',
  audience: 'services',
  title: 'Service overview',
  description: 'Traffic, errors, latency and saturation of services, with what is slowest in them',
  about: ABOUT_PROCESS,
  variables: fleetVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Requests in range',
          unit: 'locale',
          description: `HTTP requests in the shown range. ${EXACT}`,
        },
        requestsShown(),
      ),
      stat(
        { title: 'Requests per second', unit: 'reqps', description: 'Requests a second over the last step.' },
        requestRateNow(),
      ),
      stat(
        {
          title: 'Error ratio',
          unit: 'percentunit',
          description: `Share of the requests in the shown range that were answered with 5xx. ${EXACT}`,
          limits: ERROR_LIMITS,
        },
        errorRatioShown(),
      ),
      stat(
        {
          title: 'p95 latency',
          unit: 's',
          description:
            '95 % of the requests in the shown range were faster; interpolated between histogram buckets.',
          limits: LATENCY_LIMITS,
        },
        latencyShown(0.95),
      ),
      stat(
        {
          title: 'Apdex',
          unit: 'none',
          decimals: 2,
          description:
            'Share of satisfied users: requests up to 250 ms count whole, up to 1 s half, slower and failed ones not.',
          limits: APDEX_LIMITS,
        },
        apdexShown(),
      ),
      stat(
        {
          title: 'Busiest event loop',
          unit: 'percentunit',
          description:
            'Saturation: share of the time in which the event loop of the busiest instance was busy.',
          limits: BUSY_LIMITS,
        },
        max(series(METRICS.eventLoopUtilization, SELECTED)),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Requests per second by endpoint',
          unit: 'reqps',
          description: 'Requests a second of the twenty endpoints with the most.',
        },
        { vector: ENDPOINT_LINES.rate, legend: ENDPOINT_LEGEND },
      ),
      lines(
        {
          title: 'Error ratio by endpoint',
          unit: 'percentunit',
          description:
            'Share of the requests of a step that were answered with 5xx, of the twenty endpoints with the highest. The line is the alert’s limit.',
          limits: ERROR_LIMITS,
        },
        { vector: ENDPOINT_LINES.errorRatio, legend: ENDPOINT_LEGEND },
      ),
      lines(
        {
          title: 'Latency',
          unit: 's',
          description:
            'Of all selected endpoints together. The dots are single requests: a click leads to the trace.',
          limits: LATENCY_LIMITS,
        },
        { vector: latencyNow(0.5), legend: 'p50' },
        { vector: latencyNow(0.95), legend: 'p95' },
        { vector: latencyNow(0.99), legend: 'p99' },
        { vector: TRACED, legend: 'p95 of the traced', exemplar: true },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Endpoints',
          description: `Each endpoint over the shown range. Requests and errors: ${EXACT} A click opens the endpoint.`,
          link: TO_ENDPOINT,
        },
        { job: 'Service', http_request_method: 'Method', http_route: 'Route' },
        [
          { title: 'Requests', unit: 'locale', decimals: 0, vector: ENDPOINT_ROWS.requests },
          { title: 'Requests/s', unit: 'reqps', decimals: 2, vector: ENDPOINT_ROWS.rate },
          {
            title: 'Errors',
            unit: 'percentunit',
            decimals: 2,
            limits: ERROR_LIMITS,
            vector: ENDPOINT_ROWS.errorRatio,
          },
          { title: 'p50', unit: 's', decimals: 1, vector: latency(0.5, RAW, RANGE, ENDPOINT) },
          { title: 'p95', unit: 's', decimals: 1, limits: LATENCY_LIMITS, vector: ENDPOINT_ROWS.p95 },
          { title: 'p99', unit: 's', decimals: 1, vector: latency(0.99, RAW, RANGE, ENDPOINT) },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Slowest endpoints',
          description:
            'The ten endpoints with the highest p95 in the shown range. A click opens the endpoint.',
          link: TO_ENDPOINT,
        },
        { job: 'Service', http_request_method: 'Method', http_route: 'Route' },
        [
          {
            title: 'p95',
            unit: 's',
            decimals: 2,
            limits: LATENCY_LIMITS,
            vector: slowestEndpoints(SLOWEST),
          },
        ],
      ),
      table(
        {
          title: 'Slowest queries',
          description:
            'The ten kinds of database operations with the highest p95 in the shown range. A click opens the databases of the service.',
          link: { title: 'Databases', url: dashboardPath('database', { service: 'job' }) },
        },
        {
          job: 'Service',
          db_system_name: 'Database',
          db_operation_name: 'Operation',
          db_collection_name: 'Table',
        },
        [
          {
            title: 'p95',
            unit: 's',
            decimals: 3,
            limits: [0.1, 0.5],
            vector: top(SLOWEST, either([queryP95, recordedMost(operationP95, QUERY)])),
          },
          {
            title: 'Queries',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(countOf(queries, SELECTED), RANGE), QUERY),
          },
        ],
      ),
    ),
  ],
});
