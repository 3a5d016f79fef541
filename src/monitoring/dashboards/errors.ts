import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { SELECTED, serviceVariables } from '../grafana/variables.ts';
import {
  above,
  anchoredRate,
  atLeast,
  count,
  exactIncrease,
  max,
  maxOver,
  min,
  minOver,
  multiply,
  orZero,
  secondsSince,
  series,
  sum,
} from '../queries.ts';

const errors = METRICS.errors;

type Label = (typeof errors.labels)[number];

const GROUP = [
  'job',
  'error_type',
  'binnacle_error_place',
  'binnacle_error_category',
  'binnacle_error_fingerprint',
] as const;
const ENDPOINT = ['job', 'http_request_method', 'http_route'] as const;

const inRange = <By extends Label>(by: readonly By[], more = {}) =>
  sum(exactIncrease(series(errors, { ...SELECTED, ...more }), RANGE), by);
const perSecond = <By extends Label>(by: readonly By[]) =>
  sum(anchoredRate(series(errors, SELECTED), STEP), by);

/** Of all processes the highest: each counts the users that it has seen, and one user may meet several. */
const users = max(maxOver(series(METRICS.errorUsers, SELECTED), RANGE), GROUP);

export const dashboard = createDashboard({
  id: 'errors',
  audience: 'services',
  title: 'Errors',
  description:
    'Errors of services by the group that they belong to: how many, where, since when, and who met them',
  about: { service: 'job' },
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
    ),
    row(
      TABLE,
      table(
        {
          title: 'Groups by impact',
          description:
            'Impact is the number of errors times the users that met them, where spans name the user. The fingerprint finds the traces and log records of a group.',
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
            vector: multiply(inRange(GROUP), atLeast(1, users)),
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
        { title: 'Endpoints', description: 'Where the errors of the shown range happened.' },
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
  ],
});
