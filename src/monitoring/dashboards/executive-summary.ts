import { METRICS } from '../catalogue/index.ts';
import {
  apdexShown,
  errorRatioShown,
  recordedEvents,
  requestsShown,
  SERVICE_LINES,
  serviceP95Shown,
  successShown,
} from '../fleet.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { fleetVariables, RAW } from '../grafana/variables.ts';
import { count, sum } from '../promql/aggregate.ts';
import { orZero } from '../promql/arithmetic.ts';
import { either } from '../promql/condition.ts';
import { exactIncrease } from '../promql/growth.ts';
import { countOf, series } from '../promql/select.ts';
import { externalRate } from '../recordings/external-calls.ts';

const SERVICE = ['job'] as const;
const GOOD_LIMITS = [0.999, 0.99] as const;

const external = either([
  sum(exactIncrease(countOf(METRICS.httpClientRequestDuration, RAW), RANGE)),
  recordedEvents(externalRate),
]);

export const dashboard = createDashboard({
  id: 'executive-summary',
  audience: 'management',
  title: 'Executive summary',
  description: 'Is it up, is it fast, does it grow: all services in one view',
  about: {},
  variables: fleetVariables,
  from: 'now-24h',
  refresh: '1m',
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Successful requests',
          unit: 'percentunit',
          decimals: 3,
          description: 'Share of the requests in the shown range that were not answered with 5xx.',
          limits: GOOD_LIMITS,
        },
        successShown(),
      ),
      stat(
        {
          title: 'Satisfied users',
          unit: 'percentunit',
          description: 'Apdex: requests up to 250 ms count whole, up to 1 s half.',
          limits: [0.85, 0.7],
        },
        apdexShown(),
      ),
      stat(
        { title: 'Requests', unit: 'locale', description: 'Requests in the shown range, exactly.' },
        requestsShown(),
      ),
      stat(
        {
          title: 'Calls of others',
          unit: 'locale',
          description: 'Requests that services made of others in the shown range.',
        },
        orZero(external),
      ),
      stat(
        {
          title: 'Critical alerts',
          unit: 'none',
          description: 'Critical alerts that fire now.',
          limits: [1, 1],
        },
        orZero(count(series(METRICS.alerts, { alertstate: 'firing', severity: 'critical' }))),
      ),
    ),
    row(
      CHART,
      lines(
        { title: 'Requests per second', unit: 'reqps', description: 'Requests a second of each service.' },
        { vector: SERVICE_LINES.rate, legend: '{{job}}' },
      ),
      lines(
        {
          title: 'Errors',
          unit: 'percentunit',
          description: 'Share of the requests that were answered with 5xx.',
          limits: [0.005, 0.01],
        },
        { vector: SERVICE_LINES.errorRatio, legend: '{{job}}' },
      ),
      lines(
        { title: 'p95', unit: 's', description: '95 % of the requests of each service were faster.' },
        { vector: SERVICE_LINES.p95, legend: '{{job}}' },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Services',
          description:
            'Each service over the shown range; p95 of more than ten services is that of their worst five minutes.',
          link: {
            title: 'Service overview',
            url: dashboardPath('service-overview', { service: 'job' }),
          },
        },
        { job: 'Service' },
        [
          {
            title: 'Requests in range',
            unit: 'locale',
            decimals: 0,
            vector: requestsShown(SERVICE),
          },
          {
            title: 'Error ratio',
            unit: 'percentunit',
            decimals: 3,
            vector: errorRatioShown(SERVICE),
          },
          { title: 'p95 in range', unit: 's', decimals: 2, vector: serviceP95Shown() },
        ],
      ),
    ),
  ],
});
