import { UNHANDLED_WEIGHT } from '../../core/errors/impact.ts';
import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { ABOUT_PROCESS, OF_SERVICE, SELECTED, serviceVariables } from '../grafana/variables.ts';
import { count, max, min, quantile, sum } from '../promql/aggregate.ts';
import { atLeast, combine, multiply, orZero, root, zeroWhere } from '../promql/arithmetic.ts';
import { above } from '../promql/condition.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { maxOver, minOver, secondsSince } from '../promql/over-time.ts';
import { bucketsOf, countOf, series, sumOf } from '../promql/select.ts';
import { errorNew, errorRegressed } from '../recordings/releases.ts';

const errors = METRICS.errors;

type Label = (typeof errors.labels)[number];

const GROUP = [
  'job',
  'error_type',
  'binnacle_error_place',
  'binnacle_error_category',
  'binnacle_error_fingerprint',
] as const;
/** Counters of errors have no exemplars; the durations of spans have. */
const failedSpans = quantile(
  0.95,
  sum(
    anchoredRate(bucketsOf(METRICS.spanDuration, { ...SELECTED, status_code: 'STATUS_CODE_ERROR' }), STEP),
    ['job', 'le'],
  ),
);
const ENDPOINT = ['job', 'http_request_method', 'http_route'] as const;

const OF_RELEASE = {
  job: 'Service',
  service_version: 'Release',
  error_type: 'Error',
  binnacle_error_place: 'Place',
  binnacle_error_fingerprint: 'Fingerprint',
} as const;

const IN_RELEASE = Object.keys(OF_RELEASE) as (keyof typeof OF_RELEASE)[];

const inRange = <By extends Label>(by: readonly By[], more = {}) =>
  sum(exactIncrease(series(errors, { ...SELECTED, ...more }), RANGE), by);
const perSecond = <By extends Label>(by: readonly By[]) =>
  sum(anchoredRate(series(errors, SELECTED), STEP), by);

/** Of all processes the highest: each counts the users that it has seen, and one user may meet several. */
const users = max(maxOver(series(METRICS.errorUsers, SELECTED), RANGE), GROUP);

/** Endpoints with at least one; errors outside of requests have none of these labels, and count as one. */
const endpoints = count(above(inRange([...GROUP, 'http_route', 'http_request_method']), 0), GROUP);

/** The formula of `impactOf`, for all groups at once. */
const impact = multiply(
  multiply(
    combine(inRange(GROUP), [
      UNHANDLED_WEIGHT - 1,
      zeroWhere(inRange(GROUP, { binnacle_error_handled: 'false' }), inRange(GROUP)),
    ]),
    atLeast(1, users),
  ),
  root(endpoints),
);

const crashes = <By extends 'job' | 'binnacle_crash_category'>(by: readonly By[]) =>
  sum(exactIncrease(series(METRICS.crashes, SELECTED), RANGE), by);

/** Of groups that a rule has flagged in the shown range, when that was. */
const flagged = ({ metric }: typeof errorNew) =>
  secondsSince(max(maxOver(series(metric, OF_SERVICE), RANGE), IN_RELEASE));

const blocked = METRICS.eventLoopBlockedDuration;

export const dashboard = createDashboard({
  id: 'errors',
  audience: 'services',
  title: 'Errors',
  description:
    'Errors of services by the group that they belong to: how many, where, since when, and who met them',
  about: ABOUT_PROCESS,
  variables: serviceVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Errors in range',
          unit: 'locale',
          description: 'Errors in the shown range, exactly: nothing is sampled away.',
          limits: [1, 100],
        },
        orZero(inRange([])),
      ),
      stat(
        {
          title: 'Groups',
          unit: 'locale',
          description: 'How many different faults there were: class, message and place tell them apart.',
        },
        orZero(count(above(inRange(['binnacle_error_fingerprint']), 0))),
      ),
      stat(
        {
          title: 'Not handled',
          unit: 'locale',
          description: 'Errors that nobody caught; most of them end the process.',
          limits: [1, 1],
        },
        orZero(inRange([], { binnacle_error_handled: 'false' })),
      ),
      stat(
        {
          title: 'Crashes',
          unit: 'locale',
          description: 'Processes that ended without a word, as far as BINNACLE_CRASH_DIR is set.',
          limits: [1, 1],
        },
        orZero(crashes([])),
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Errors per second', unit: 'cps', description: 'By the service that they happened in.' },
        { vector: perSecond(['job']), legend: '{{job}}' },
      ),
      lines(
        {
          title: 'By category',
          unit: 'cps',
          description: 'What kind they are: of the network, of a database, of the program and so on.',
        },
        { vector: perSecond(['binnacle_error_category']), legend: '{{binnacle_error_category}}' },
      ),
      lines(
        {
          title: 'Traces with errors',
          unit: 's',
          description:
            '95 % of the spans that failed took less: a dot opens the trace of one. How many there are is on the left.',
        },
        { vector: failedSpans, legend: '{{job}}', exemplar: true },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Groups by impact',
          description:
            'Impact is the number of errors, of which one that nobody caught counts as ten, times the users that met them, where spans name the user, times the root of the endpoints. The fingerprint finds the traces and log records of a group.',
        },
        {
          job: 'Service',
          error_type: 'Error',
          binnacle_error_place: 'Place',
          binnacle_error_category: 'Category',
          binnacle_error_fingerprint: 'Fingerprint',
        },
        [
          {
            title: 'Impact',
            unit: 'short',
            decimals: 0,
            vector: impact,
          },
          { title: 'Errors', unit: 'locale', decimals: 0, vector: inRange(GROUP) },
          { title: 'Users', unit: 'locale', decimals: 0, vector: users },
          {
            title: 'First seen, ago',
            unit: 's',
            decimals: 0,
            vector: secondsSince(min(minOver(series(METRICS.errorFirstSeen, SELECTED), RANGE), GROUP)),
          },
          {
            title: 'Last seen, ago',
            unit: 's',
            decimals: 0,
            vector: secondsSince(max(maxOver(series(METRICS.errorLastSeen, SELECTED), RANGE), GROUP)),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'New in a release',
          description:
            'Groups that no release before has had, as far back as 90 days, of the releases that ran in the shown range.',
        },
        OF_RELEASE,
        [{ title: 'First seen, ago', unit: 's', decimals: 0, vector: flagged(errorNew) }],
      ),
      table(
        {
          title: 'Back in a release',
          description:
            'Groups that an earlier release had, and that are there again after a release without them or a day.',
        },
        OF_RELEASE,
        [{ title: 'Back since', unit: 's', decimals: 0, vector: flagged(errorRegressed) }],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Endpoints',
          description: 'Where the errors of the shown range happened. A click opens the endpoint.',
          link: {
            title: 'Endpoint detail',
            url: dashboardPath('endpoint-detail', { service: 'job', route: 'http_route' }),
          },
        },
        { job: 'Service', http_request_method: 'Method', http_route: 'Route' },
        [{ title: 'Errors', unit: 'locale', decimals: 0, vector: inRange(ENDPOINT) }],
      ),
      table(
        {
          title: 'Releases',
          description: 'Which releases the errors of the shown range happened in.',
        },
        { job: 'Service', service_version: 'Release' },
        [{ title: 'Errors', unit: 'locale', decimals: 0, vector: inRange(['job', 'service_version']) }],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Crashes by category',
          description:
            'What ended processes that could not say so themselves; log records with this category tell more.',
        },
        { job: 'Service', binnacle_crash_category: 'Category' },
        [
          {
            title: 'Crashes',
            unit: 'locale',
            decimals: 0,
            vector: crashes(['job', 'binnacle_crash_category']),
          },
        ],
      ),
      table(
        {
          title: 'Blocked event loop',
          description:
            'Endpoints that held up all others, each time for longer than BINNACLE_BLOCKED_THRESHOLD.',
        },
        { job: 'Service', http_request_method: 'Method', http_route: 'Route' },
        [
          {
            title: 'Times',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(countOf(blocked, SELECTED), RANGE), ENDPOINT),
          },
          {
            title: 'Seconds',
            unit: 's',
            decimals: 1,
            vector: sum(exactIncrease(sumOf(blocked, SELECTED), RANGE), ENDPOINT),
          },
        ],
      ),
    ),
  ],
});
