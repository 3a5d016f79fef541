import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { mostAtEnd, recorded, recordedMost } from '../fleet.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { ABOUT_PROCESS, fleetVariables, RAW, SELECTED } from '../grafana/variables.ts';
import { max, quantile, sum } from '../promql/aggregate.ts';
import { divide, share } from '../promql/arithmetic.ts';
import { either } from '../promql/condition.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import { externalErrorRate, externalP95, externalRate } from '../recordings/external-calls.ts';

const duration = METRICS.httpClientRequestDuration;
const CALL = ['job', 'server_address'] as const;
const LEGEND = '{{job}} to {{server_address}}';
const FAILED = { error_type: { pattern: '.+' } } as const;

type Label = (typeof duration.labels)[number];

const calls = <By extends Label>(range: string, by: readonly By[], selected = SELECTED) =>
  sum(exactIncrease(countOf(duration, selected), range), by);
const failedShare = <By extends Label>(range: string, by: readonly By[], selected = SELECTED) =>
  share(
    sum(exactIncrease(countOf(duration, { ...selected, ...FAILED }), range), by),
    calls(range, by, selected),
  );
const p95 = <By extends Label>(range: string, by: readonly By[]) =>
  quantile(0.95, sum<Label | 'le', By | 'le'>(anchoredRate(bucketsOf(duration, RAW), range), [...by, 'le']));

const rateByCall = either([
  sum(anchoredRate(countOf(duration, RAW), STEP), CALL),
  mostAtEnd((at) => sum(at(recorded(externalRate)), CALL)),
]);
const p95ByCall = either([p95(STEP, CALL), mostAtEnd((at) => max(at(recorded(externalP95)), CALL))]);
const failedByCall = either([
  failedShare(STEP, CALL, RAW),
  mostAtEnd((at) =>
    divide(sum(at(recorded(externalErrorRate)), CALL), sum(at(recorded(externalRate)), CALL)),
  ),
]);

/** The SDK's own histogram has no exemplars; the Collector's, made from spans, has: those that begin with a method. */
const traced = quantile(
  0.95,
  sum(
    anchoredRate(
      bucketsOf(METRICS.spanDuration, {
        ...RAW,
        span_kind: 'SPAN_KIND_CLIENT',
        span_name: { pattern: '(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|HTTP)(?: .*)?' },
      }),
      STEP,
    ),
    ['job', 'le'],
  ),
);

const connections = (state: string) =>
  sum(series(METRICS.httpClientOpenConnections, { ...SELECTED, http_connection_state: state }), CALL);
const waitP95 = quantile(
  0.95,
  sum<(typeof METRICS.httpClientWaitTime.labels)[number] | 'le', (typeof CALL)[number] | 'le'>(
    anchoredRate(bucketsOf(METRICS.httpClientWaitTime, RAW), STEP),
    [...CALL, 'le'],
  ),
);
const ofClient = (metric: typeof METRICS.httpClientTimeouts) =>
  sum(exactIncrease(series(metric, SELECTED), RANGE), CALL);

export const dashboard = createDashboard({
  id: 'external-calls',
  audience: 'services',
  title: 'External calls',
  description: 'Requests that services make of others: how many, how slow, how often they fail',
  about: ABOUT_PROCESS,
  variables: fleetVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Calls in range', unit: 'locale', description: 'Calls in the shown range, exactly.' },
        calls(RANGE, []),
      ),
      stat(
        {
          title: 'p95 of calls',
          unit: 's',
          description:
            '95 % of the calls were faster; of more than ten services, those of the slowest address.',
          limits: [0.5, 1],
        },
        either([p95(RANGE, []), recordedMost(externalP95)]),
      ),
      stat(
        {
          title: 'Failed calls',
          unit: 'percentunit',
          description: 'Share of the calls that got no answer or one of 4xx or 5xx.',
          limits: [0.005, 0.01],
        },
        failedShare(RANGE, []),
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Calls per second', unit: 'reqps', description: 'Calls a second, by who calls whom.' },
        { vector: rateByCall, legend: LEGEND },
      ),
      lines(
        {
          title: 'p95',
          unit: 's',
          description: '95 % of the calls were faster; a dot opens the trace of one.',
        },
        { vector: p95ByCall, legend: LEGEND },
        { vector: traced, legend: '{{job}}, traced', exemplar: true },
      ),
      lines(
        {
          title: 'Failed',
          unit: 'percentunit',
          description: 'Share of the calls that failed.',
          limits: [0.005, 0.01],
        },
        { vector: failedByCall, legend: LEGEND },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Connections in use',
          unit: 'none',
          description: 'Connections of fetch and undici that are used now, by who calls whom.',
        },
        { vector: connections('active'), legend: LEGEND },
      ),
      lines(
        {
          title: 'Waiting for a connection',
          unit: 'none',
          description:
            'Requests of fetch and undici that wait: for a connection to be made, or in the line of a pool that has a limit.',
          limits: [1, 5],
        },
        { vector: sum(series(METRICS.httpClientPendingRequests, SELECTED), CALL), legend: LEGEND },
      ),
      lines(
        {
          title: 'p95 of the wait',
          unit: 's',
          description: '95 % of the requests of fetch and undici got their connection faster.',
        },
        { vector: waitP95, legend: LEGEND },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Calls',
          description: 'Who calls whom, over the shown range. A click opens the service that calls.',
          link: { title: 'Service overview', url: dashboardPath('service-overview', { service: 'job' }) },
        },
        { job: 'Service', server_address: 'Calls' },
        [
          { title: 'Calls made', unit: 'locale', decimals: 0, vector: calls(RANGE, CALL) },
          {
            title: 'Share that failed',
            unit: 'percentunit',
            decimals: 2,
            limits: [0.005, 0.01],
            vector: failedShare(RANGE, CALL),
          },
          {
            title: '95 % faster than',
            unit: 's',
            decimals: 2,
            limits: [0.5, 1],
            vector: either([p95(RANGE, CALL), recordedMost(externalP95, CALL)]),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Connections',
          description:
            'Requests that waited too long, and answers that nobody reads and that hold their connection; the records `binnacle.http.client.connection_leak` have the place.',
        },
        { job: 'Service', server_address: 'Calls' },
        [
          { title: 'Timeouts', unit: 'locale', decimals: 0, vector: ofClient(METRICS.httpClientTimeouts) },
          {
            title: 'Leaks',
            unit: 'locale',
            decimals: 0,
            vector: ofClient(METRICS.httpClientConnectionLeaks),
          },
        ],
      ),
    ),
  ],
});
