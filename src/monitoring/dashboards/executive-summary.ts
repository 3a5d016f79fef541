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
import { fleetVariables, OF_SERVICE, RAW, SELECTED } from '../grafana/variables.ts';
import { count, min, sum } from '../promql/aggregate.ts';
import { complement, orZero, share } from '../promql/arithmetic.ts';
import { below, either } from '../promql/condition.ts';
import { exactIncrease } from '../promql/growth.ts';
import { countOf, series } from '../promql/select.ts';
import { externalRate } from '../recordings/external-calls.ts';
import { SLO_METRICS } from '../slo/recorded.ts';

const SERVICE = ['job'] as const;
const GOOD_LIMITS = [0.999, 0.99] as const;

const external = either([
  sum(exactIncrease(countOf(METRICS.httpClientRequestDuration, RAW), RANGE)),
  recordedEvents(externalRate),
]);

const transactions = sum(exactIncrease(series(METRICS.businessTransactions, SELECTED), RANGE));

export const dashboard = createDashboard({
  id: 'executive-summary',
  audience: 'management',
  title: 'Executive summary',
  description:
    'Is it up, is it fast, does it grow, does the business get what was promised: all services in one view',
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
        orZero(count(series(METRICS.alerts, { ...SELECTED, alertstate: 'firing', severity: 'critical' }))),
      ),
    ),
    row(
      NUMBERS,
      stat(
        {
          title: 'Business transactions',
          unit: 'locale',
          description: 'Business transactions that ended in the shown range, exactly.',
        },
        transactions,
      ),
      stat(
        {
          title: 'SLA kept',
          unit: 'percentunit',
          decimals: 2,
          description: 'Share of the business transactions of the shown range that kept their SLA.',
          limits: [0.99, 0.95],
        },
        complement(share(sum(exactIncrease(series(METRICS.slaViolations, SELECTED), RANGE)), transactions)),
      ),
      stat(
        {
          title: 'Least error budget left',
          unit: 'percentunit',
          decimals: 1,
          description: 'Of all objectives; below 0 more was bad than the objective allows.',
          limits: [0.25, 0],
        },
        min(series(SLO_METRICS.budgetLeft, OF_SERVICE)),
      ),
      stat(
        {
          title: 'Objectives missed',
          unit: 'none',
          description: 'Objectives whose error budget is used up now.',
          limits: [1, 1],
        },
        orZero(count(below(series(SLO_METRICS.budgetLeft, OF_SERVICE), 0))),
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
        {
          title: 'p95',
          unit: 's',
          description:
            '95 % of the requests of each service were faster. The upper line is the alert’s limit.',
          limits: [0.5, 1],
        },
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
            limits: [0.005, 0.01],
            vector: errorRatioShown(SERVICE),
          },
          { title: 'p95 in range', unit: 's', decimals: 2, limits: [0.5, 1], vector: serviceP95Shown() },
        ],
      ),
    ),
  ],
});
