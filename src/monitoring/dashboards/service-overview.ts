import {
  DashboardBuilder,
  DashboardCursorSync,
  TimePickerBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { METRICS } from '../catalogue/index.ts';
import type { Dashboard } from '../dashboard.ts';
import { endpointTable } from '../grafana/endpoint-table.ts';
import { stat, timeseries } from '../grafana/panels.ts';
import { atTheEnd, overTime } from '../grafana/queries.ts';
import { datasourceVariable, SELECTED, serviceVariables } from '../grafana/variables.ts';
import { anchoredRate, bucketsOf, max, quantile, series, sum } from '../queries.ts';
import { ENDPOINT, errorRatioIn, latency, requestRate, requestsIn } from '../red.ts';

/** The range that the dashboard shows, and a step of a line over time. */
const RANGE = '$__range';
const STEP = '$__rate_interval';

const ENDPOINT_LEGEND = '{{http_request_method}} {{http_route}}';
const EXACT = 'Exact: measured in the SDK before any sampling, and nothing is extrapolated.';

const ERROR_LIMITS = [0.005, 0.01] as const;
const LATENCY_LIMITS = [0.5, 1] as const;
const DELAY_LIMITS = [0.1, 0.2] as const;

/** The SDK's own histogram has no exemplars; the Collector's, made from spans, has. */
const TRACED = quantile(
  0.95,
  sum(anchoredRate(bucketsOf(METRICS.spanDuration, { ...SELECTED, span_kind: 'SPAN_KIND_SERVER' }), STEP), [
    'le',
  ]),
);

const numbers = () => [
  stat(
    { title: 'Requests in range', unit: 'locale', description: `HTTP requests in the shown range. ${EXACT}` },
    { x: 0, y: 0, w: 5, h: 4 },
  ).withTarget(atTheEnd('A', requestsIn(SELECTED, RANGE))),
  stat(
    {
      title: 'Error ratio',
      unit: 'percentunit',
      description: `Share of the requests in the shown range that were answered with 5xx. ${EXACT}`,
      limits: ERROR_LIMITS,
    },
    { x: 5, y: 0, w: 5, h: 4 },
  ).withTarget(atTheEnd('A', errorRatioIn(SELECTED, RANGE))),
  stat(
    { title: 'Requests per second', unit: 'reqps', description: 'Requests a second over the last step.' },
    { x: 10, y: 0, w: 5, h: 4 },
  ).withTarget(atTheEnd('A', requestRate(SELECTED, STEP))),
  stat(
    {
      title: 'p95 latency',
      unit: 's',
      description:
        '95 % of the requests in the shown range were faster; interpolated between histogram buckets.',
      limits: LATENCY_LIMITS,
    },
    { x: 15, y: 0, w: 5, h: 4 },
  ).withTarget(atTheEnd('A', latency(0.95, SELECTED, RANGE))),
  stat(
    {
      title: 'Event loop delay',
      unit: 's',
      description: 'The 99th percentile of how late the event loop is, in the instance where that is worst.',
      limits: DELAY_LIMITS,
    },
    { x: 20, y: 0, w: 4, h: 4 },
  ).withTarget(atTheEnd('A', max(series(METRICS.eventLoopDelayP99, SELECTED)))),
];

const perEndpoint = () => [
  timeseries(
    { title: 'Requests per second by endpoint', unit: 'reqps', description: 'Requests a second.' },
    { x: 0, y: 4, w: 8, h: 8 },
  ).withTarget(overTime('A', requestRate(SELECTED, STEP, ENDPOINT), ENDPOINT_LEGEND)),
  timeseries(
    {
      title: 'Error ratio by endpoint',
      unit: 'percentunit',
      description:
        'Share of the requests of a step that were answered with 5xx. The line is the alert’s limit.',
      limits: ERROR_LIMITS,
    },
    { x: 8, y: 4, w: 8, h: 8 },
  ).withTarget(overTime('A', errorRatioIn(SELECTED, STEP, ENDPOINT), ENDPOINT_LEGEND)),
  timeseries(
    {
      title: 'Latency',
      unit: 's',
      description:
        'Of all selected endpoints together. The dots are single requests: a click leads to the trace.',
    },
    { x: 16, y: 4, w: 8, h: 8 },
  )
    .withTarget(overTime('A', latency(0.5, SELECTED, STEP), 'p50'))
    .withTarget(overTime('B', latency(0.95, SELECTED, STEP), 'p95'))
    .withTarget(overTime('C', latency(0.99, SELECTED, STEP), 'p99'))
    .withTarget(overTime('D', TRACED, 'p95 of the traced').exemplar(true)),
];

const table = () =>
  endpointTable(
    { title: 'Endpoints', description: `Each endpoint over the shown range. Requests and errors: ${EXACT}` },
    { job: 'Service', http_request_method: 'Method', http_route: 'Route' },
    [
      { title: 'Requests', unit: 'locale', decimals: 0, vector: requestsIn(SELECTED, RANGE, ENDPOINT) },
      { title: 'Requests/s', unit: 'reqps', decimals: 2, vector: requestRate(SELECTED, STEP, ENDPOINT) },
      { title: 'Errors', unit: 'percentunit', decimals: 2, vector: errorRatioIn(SELECTED, RANGE, ENDPOINT) },
      { title: 'p50', unit: 's', decimals: 1, vector: latency(0.5, SELECTED, RANGE, ENDPOINT) },
      { title: 'p95', unit: 's', decimals: 1, vector: latency(0.95, SELECTED, RANGE, ENDPOINT) },
      { title: 'p99', unit: 's', decimals: 1, vector: latency(0.99, SELECTED, RANGE, ENDPOINT) },
    ],
    { x: 0, y: 12, w: 24, h: 9 },
  );

const runtime = () => [
  timeseries(
    {
      title: 'Event loop delay by instance',
      unit: 's',
      description: 'The 99th percentile of how late the event loop is. The line is the alert’s limit.',
      limits: DELAY_LIMITS,
    },
    { x: 0, y: 21, w: 12, h: 7 },
  ).withTarget(
    overTime(
      'A',
      max(series(METRICS.eventLoopDelayP99, SELECTED), ['job', 'instance']),
      '{{job}} {{instance}}',
    ),
  ),
  timeseries(
    {
      title: 'Event loop utilization by instance',
      unit: 'percentunit',
      description: 'Share of the time in which the event loop was busy.',
      limits: [0.7, 0.9],
    },
    { x: 12, y: 21, w: 12, h: 7 },
  )
    .max(1)
    .withTarget(
      overTime(
        'A',
        max(series(METRICS.eventLoopUtilization, SELECTED), ['job', 'instance']),
        '{{job}} {{instance}}',
      ),
    ),
];

export const dashboard: Dashboard = {
  id: 'service-overview',
  build: () => {
    const builder = new DashboardBuilder('Service overview')
      .uid('service-overview')
      .description(
        'Requests, errors and durations of each endpoint, and the event loop of each Node.js process',
      )
      .tags(['binnacle'])
      .timezone('browser')
      .readonly()
      .time({ from: 'now-15m', to: 'now' })
      .refresh('10s')
      .timepicker(new TimePickerBuilder().refreshIntervals(['1s', '5s', '10s', '30s', '1m', '5m', '15m']))
      .tooltip(DashboardCursorSync.Crosshair)
      .withVariable(datasourceVariable());
    for (const variable of serviceVariables()) builder.withVariable(variable);
    [...numbers(), ...perEndpoint(), table(), ...runtime()].forEach((panel, index) => {
      builder.withPanel(panel.id(index + 1));
    });
    return builder.build();
  },
};
