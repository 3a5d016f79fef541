import { METRICS } from '../catalogue/index.ts';
import { FILESYSTEM } from '../filesystems.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { hostVariable } from '../grafana/host-variable.ts';
import { CHART, row } from '../grafana/layout.ts';
import { lines } from '../grafana/panels.ts';
import { OF_SERVICE, serviceVariables } from '../grafana/variables.ts';
import { max, min, sum } from '../promql/aggregate.ts';
import { combine, complement, divide } from '../promql/arithmetic.ts';
import { where } from '../promql/condition.ts';
import { averageOver, offset, predicted } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import type { Vector } from '../promql/vector.ts';
import { rateBaseline } from '../recordings/baselines.ts';
import { serviceRate } from '../recordings/services.ts';

const WEEK_SECONDS = 7 * 86_400;
const HALF_DAY_SECONDS = 43_200;

/** Of all instances: none of them is as old as what is compared. */
const rate = series(serviceRate.metric, OF_SERVICE);
const HOST = { instance: { pattern: '$host' } } as const;
const available = series(METRICS.nodeFilesystemAvailable, { ...HOST, ...FILESYSTEM });
const memory = divide(series(METRICS.nodeMemoryAvailable, HOST), series(METRICS.nodeMemoryTotal, HOST));

/** What is usual of the services that are chosen. */
const ofChosen = <Label extends string>(usual: Vector<Label>): Vector<Label> =>
  where(usual, rate as Vector<Label>);

/** The same weekday and hour of last week, moved by what the last day differs from the day a week before. */
const expected = combine(
  averageOver(rate, '1h', '167h30m'),
  [1, averageOver(rate, '1d')],
  [-1, averageOver(rate, '1d', '7d')],
);

export const dashboard = createDashboard({
  id: 'capacity',
  audience: 'management',
  title: 'Capacity',
  description: 'How traffic, memory and disks develop, and where they will be',
  about: {},
  variables: () => [...serviceVariables(), hostVariable()],
  from: 'now-7d',
  refresh: '5m',
  rows: [
    row(
      CHART,
      lines(
        {
          title: 'Requests and what is usual',
          unit: 'reqps',
          description:
            'Requests a second of the chosen services, and the band of what is usual at this time: three deviations around what the last hour, yesterday and last week had, of all services added up.',
          band: ['upper end of usual', 'lower end of usual'],
        },
        { vector: sum(rate), legend: 'now' },
        { vector: sum(ofChosen(rateBaseline.upper)), legend: 'upper end of usual' },
        { vector: sum(ofChosen(rateBaseline.lower)), legend: 'lower end of usual' },
      ),
      lines(
        {
          title: 'Requests expected by season',
          unit: 'reqps',
          description:
            'Last week’s value of this hour, moved by the growth of a week. It needs eight days of history.',
        },
        { vector: sum(rate), legend: 'now' },
        { vector: sum(expected), legend: 'expected' },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Requests in twelve hours',
          unit: 'reqps',
          description: 'On the line through the last day.',
        },
        { vector: sum(predicted(rate, '1d', HALF_DAY_SECONDS), ['job']), legend: '{{job}}' },
      ),
      lines(
        {
          title: 'Requests a day ago',
          unit: 'reqps',
          description: 'The same hour of yesterday, to compare.',
        },
        { vector: sum(offset(rate, '1d'), ['job']), legend: '{{job}}' },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Disk left in a week',
          unit: 'bytes',
          description: 'On the line through the last day. Below zero it will be full before.',
          belowZero: true,
          limits: [10e9, 0],
        },
        {
          vector: min(predicted(available, '1d', WEEK_SECONDS), ['instance', 'mountpoint']),
          legend: '{{instance}} {{mountpoint}}',
        },
      ),
      lines(
        {
          title: 'Memory in use',
          unit: 'percentunit',
          description: 'Memory of each host that is in use.',
          max: 1,
          limits: [0.8, 0.95],
        },
        { vector: max(complement(memory), ['instance']), legend: '{{instance}}' },
      ),
      lines(
        { title: 'Metrics on disk', unit: 'bytes', description: 'What the stored metrics take of the disk.' },
        { vector: sum(series(METRICS.storageBlocks), ['instance']), legend: '{{instance}}' },
      ),
    ),
  ],
});
