import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { SELECTED, serviceVariables } from '../grafana/variables.ts';
import { anchoredRate, bucketsOf, countOf, exactIncrease, quantile, share, sum } from '../queries.ts';

const duration = METRICS.httpClientRequestDuration;
const CALL = ['job', 'server_address'] as const;
const LEGEND = '{{job}} to {{server_address}}';
const FAILED = { error_type: { pattern: '.+' } } as const;

type Label = (typeof duration.labels)[number];

const calls = <By extends Label>(range: string, by: readonly By[]) =>
  sum(exactIncrease(countOf(duration, SELECTED), range), by);
const failedShare = <By extends Label>(range: string, by: readonly By[]) =>
  share(sum(exactIncrease(countOf(duration, { ...SELECTED, ...FAILED }), range), by), calls(range, by));
const p95 = <By extends Label>(range: string, by: readonly By[]) =>
  quantile(
    0.95,
    sum<Label | 'le', By | 'le'>(anchoredRate(bucketsOf(duration, SELECTED), range), [...by, 'le']),
  );

export const dashboard = createDashboard({
  id: 'external-calls',
  audience: 'services',
  title: 'External calls',
  description: 'Requests that services make of others: how many, how slow, how often they fail',
  about: { service: 'job' },
  variables: serviceVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Calls in range', unit: 'locale', description: 'Calls in the shown range, exactly.' },
        calls(RANGE, []),
      ),
      stat(
        { title: 'p95 of calls', unit: 's', description: '95 % of the calls were faster.', limits: [0.5, 1] },
        p95(RANGE, []),
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
        { vector: sum(anchoredRate(countOf(duration, SELECTED), STEP), CALL), legend: LEGEND },
      ),
      lines(
        { title: 'p95', unit: 's', description: '95 % of the calls were faster.' },
        { vector: p95(STEP, CALL), legend: LEGEND },
      ),
      lines(
        {
          title: 'Failed',
          unit: 'percentunit',
          description: 'Share of the calls that failed.',
          limits: [0.005, 0.01],
        },
        { vector: failedShare(STEP, CALL), legend: LEGEND },
      ),
    ),
    row(
      TABLE,
      table(
        { title: 'Calls', description: 'Who calls whom, over the shown range.' },
        { job: 'Service', server_address: 'Calls' },
        [
          { title: 'Calls made', unit: 'locale', decimals: 0, vector: calls(RANGE, CALL) },
          { title: 'Share that failed', unit: 'percentunit', decimals: 2, vector: failedShare(RANGE, CALL) },
          { title: '95 % faster than', unit: 's', decimals: 2, vector: p95(RANGE, CALL) },
        ],
      ),
    ),
  ],
});
