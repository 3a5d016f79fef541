import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { labelVariable } from '../grafana/variables.ts';
import { EVERY_SECONDS } from '../probes/recorded.ts';
import { average, count, max, min, quantile, sum } from '../promql/aggregate.ts';
import { orZero } from '../promql/arithmetic.ts';
import { equals } from '../promql/condition.ts';
import { anchoredRate } from '../promql/growth.ts';
import { averageOver } from '../promql/over-time.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import type { Vector } from '../promql/vector.ts';
import { heartbeatAge } from '../recordings/probes.ts';

const PROBE = { probe: { pattern: '$probe' } } as const;

const success = series(METRICS.probeSuccess, PROBE);
const age = series(heartbeatAge.metric);
const DAY_SECONDS = 86_400;

const daysLeft = ({ promql }: Vector): Vector<'probe'> => ({
  promql: `(min by (probe) (${promql}) - time()) / ${DAY_SECONDS}`,
  labels: ['probe'],
});
const certificates = daysLeft(series(METRICS.probeCertificateExpiry, PROBE));

export const dashboard = createDashboard({
  id: 'uptime',
  audience: 'platform',
  title: 'Uptime',
  description:
    'What is asked from outside: does it answer, how fast, and for how long its certificates are good',
  about: { probe: 'probe' },
  variables: () => [labelVariable('probe', 'Probe', 'probe', series(METRICS.probeSuccess))],
  from: 'now-6h',
  refresh: '30s',
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Probes', unit: 'none', description: 'Probes that there are.' },
        count(max(success, ['probe'])),
      ),
      stat(
        { title: 'Failing', unit: 'none', description: 'Probes that fail somewhere now.', limits: [1, 1] },
        orZero(count(equals(min(success, ['probe']), 0))),
      ),
      stat(
        {
          title: 'Availability',
          unit: 'percentunit',
          decimals: 3,
          description: 'The share of checks that succeeded in this range, of all probes.',
          limits: [0.999, 0.99],
        },
        average(averageOver(success, RANGE)),
      ),
      stat(
        {
          title: 'First certificate to expire',
          unit: 'd',
          decimals: 0,
          description: 'Days until the first certificate of all expires.',
          limits: [21, 7],
        },
        min(certificates),
      ),
      stat(
        {
          title: 'Missing heartbeats',
          unit: 'none',
          description: 'Jobs that should have reported.',
          limits: [1, 1],
        },
        orZero(count({ promql: `${age.promql} > ${series(EVERY_SECONDS).promql}`, labels: age.labels })),
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'State',
          description:
            'Each probe: does it succeed now, how often did it in this range, how long does it take. A click shows it alone.',
          link: { title: 'Only this probe', url: dashboardPath('uptime', { probe: 'probe' }) },
        },
        { probe: 'Probe', owner: 'Owner' },
        [
          {
            title: 'Up',
            unit: 'none',
            decimals: 0,
            limits: [1, 0.5],
            vector: min(success, ['probe', 'owner']),
          },
          {
            title: 'Availability',
            unit: 'percentunit',
            decimals: 3,
            limits: [0.999, 0.99],
            vector: average(averageOver(success, RANGE), ['probe', 'owner']),
          },
          {
            title: 'Duration',
            unit: 's',
            decimals: 2,
            vector: average(averageOver(series(METRICS.probeDuration, PROBE), RANGE), ['probe', 'owner']),
          },
        ],
      ),
      table(
        { title: 'Heartbeats', description: 'Jobs: when each was heard of, and how long it may be silent.' },
        { heartbeat: 'Job', owner: 'Owner' },
        [
          { title: 'Silent for', unit: 's', decimals: 0, vector: max(age, ['heartbeat', 'owner']) },
          {
            title: 'At most',
            unit: 's',
            decimals: 0,
            vector: max(series(EVERY_SECONDS), ['heartbeat', 'owner']),
          },
        ],
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Success',
          unit: 'percentunit',
          max: 1,
          limits: [0.999, 0.99],
          description: 'The share of checks that succeeded, of all places that they are made from.',
        },
        { vector: average(averageOver(success, STEP), ['probe']), legend: '{{probe}}' },
      ),
      lines(
        { title: 'Duration', unit: 's', description: 'How long checks take.' },
        {
          vector: average(averageOver(series(METRICS.probeDuration, PROBE), STEP), ['probe']),
          legend: '{{probe}}',
        },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Checks with traces',
          unit: 's',
          description:
            '95 % of the checks of `binnacle probe run` took less, by their outcome; a dot opens the trace of one check.',
        },
        {
          vector: quantile(
            0.95,
            sum(anchoredRate(bucketsOf(METRICS.probeChecks, PROBE), STEP), ['probe', 'outcome', 'le']),
          ),
          legend: '{{probe}} {{outcome}}',
          exemplar: true,
        },
      ),
      lines(
        {
          title: 'Checks',
          unit: 'cps',
          description: 'Checks of `binnacle probe run` a second, by their outcome.',
        },
        {
          vector: sum(anchoredRate(countOf(METRICS.probeChecks, PROBE), STEP), ['probe', 'outcome']),
          legend: '{{probe}} {{outcome}}',
        },
      ),
      lines(
        {
          title: 'Certificates',
          unit: 'd',
          description:
            'Days until the first certificate of a probe expires. The lines are the limits of alerts.',
          limits: [21, 7],
        },
        { vector: certificates, legend: '{{probe}}' },
      ),
    ),
  ],
});
