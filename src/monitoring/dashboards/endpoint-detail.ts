import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { ABOUT_PROCESS, labelVariable, SELECTED, serviceVariables } from '../grafana/variables.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { anchoredRate } from '../promql/growth.ts';
import { bucketsOf, countOf } from '../promql/select.ts';
import { errorRatioIn, latency, requestRate, requestsIn } from '../red.ts';

const duration = METRICS.httpServerRequestDuration;
const ROUTE = { ...SELECTED, http_route: { pattern: '$route' } } as const;

const traced = quantile(
  0.95,
  sum(
    anchoredRate(
      bucketsOf(METRICS.spanDuration, {
        ...SELECTED,
        span_kind: 'SPAN_KIND_SERVER',
        http_route: { pattern: '$route' },
      }),
      STEP,
    ),
    ['le'],
  ),
);

export const dashboard = createDashboard({
  id: 'endpoint-detail',
  audience: 'services',
  title: 'Endpoint detail',
  description: 'One endpoint or a few of a service: by method, status, version and instance',
  about: { ...ABOUT_PROCESS, route: 'http_route' },
  variables: () => [
    ...serviceVariables({ oneService: true }),
    labelVariable('route', 'Route', 'http_route', countOf(duration, SELECTED)),
  ],
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Requests', unit: 'locale', description: 'Requests in the shown range, exactly.' },
        requestsIn(ROUTE, RANGE),
      ),
      stat(
        {
          title: 'Error ratio',
          unit: 'percentunit',
          description: 'Share of the requests in the shown range that were answered with 5xx.',
          limits: [0.005, 0.01],
        },
        errorRatioIn(ROUTE, RANGE),
      ),
      stat(
        { title: 'p50', unit: 's', description: 'Half of the requests were faster.' },
        latency(0.5, ROUTE, RANGE),
      ),
      stat(
        { title: 'p95', unit: 's', description: '95 % of the requests were faster.', limits: [0.5, 1] },
        latency(0.95, ROUTE, RANGE),
      ),
      stat(
        { title: 'p99', unit: 's', description: '99 % of the requests were faster.' },
        latency(0.99, ROUTE, RANGE),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Requests per second by status',
          unit: 'reqps',
          description: 'Requests a second, by the answer’s status.',
        },
        {
          vector: requestRate(ROUTE, STEP, ['http_response_status_code']),
          legend: '{{http_response_status_code}}',
        },
      ),
      lines(
        {
          title: 'Latency',
          unit: 's',
          description:
            'The dots are single requests: a click leads to the trace. The line is the alert’s limit.',
          limits: [0.5, 1],
        },
        { vector: latency(0.5, ROUTE, STEP), legend: 'p50' },
        { vector: latency(0.95, ROUTE, STEP), legend: 'p95' },
        { vector: latency(0.99, ROUTE, STEP), legend: 'p99' },
        { vector: traced, legend: 'p95 of the traced', exemplar: true },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'p95 by version',
          unit: 's',
          description: 'Whether a release has made it slower.',
          limits: [0.5, 1],
        },
        {
          vector: latency(0.95, ROUTE, STEP, ['job', 'service_version']),
          legend: '{{job}} {{service_version}}',
        },
      ),
      lines(
        {
          title: 'Error ratio by version',
          unit: 'percentunit',
          description: 'Whether a release has made it fail.',
        },
        {
          vector: errorRatioIn(ROUTE, STEP, ['job', 'service_version']),
          legend: '{{job}} {{service_version}}',
        },
      ),
      lines(
        {
          title: 'p95 by instance',
          unit: 's',
          description: 'Whether one process alone is slow.',
          limits: [0.5, 1],
        },
        { vector: latency(0.95, ROUTE, STEP, ['instance']), legend: '{{instance}}' },
      ),
    ),
  ],
});
