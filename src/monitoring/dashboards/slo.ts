import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { labelVariable } from '../grafana/variables.ts';
import { count, max, min, sum } from '../promql/aggregate.ts';
import { orZero } from '../promql/arithmetic.ts';
import { below } from '../promql/condition.ts';
import { sumOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { SLO_METRICS } from '../slo/recorded.ts';

const { badIncrease, totalIncrease, burnRate, objective, compliance, budgetLeft } = SLO_METRICS;

const CHOSEN = {
  deployment_environment_name: { pattern: '$environment' },
  job: { pattern: '$service' },
  slo: { pattern: '$slo' },
} as const;
const OBJECTIVE = ['slo', 'job', 'deployment_environment_name'] as const;

const burn = (window: string) => series(burnRate, { ...CHOSEN, window });

/** From a burn rate of 1 on the budget does not last, and from that of a page in six hours (30 days) on it ends in days. */
const BURN_LIMITS = [1, 6] as const;
const LEFT_LIMITS = [0.25, 0] as const;

const burnLines = (title: string, window: string, other: string, description: string) =>
  lines(
    { title, unit: 'none', description, limits: BURN_LIMITS },
    { vector: max(burn(window), OBJECTIVE), legend: `{{slo}} {{deployment_environment_name}} ${window}` },
    { vector: max(burn(other), OBJECTIVE), legend: `{{slo}} {{deployment_environment_name}} ${other}` },
  );

export const dashboard = createDashboard({
  id: 'slo',
  audience: 'services',
  title: 'Objectives',
  description:
    'Service level objectives: how well they are kept, what is left of their error budgets, and how fast it burns',
  about: { slo: 'slo', service: 'job' },
  variables: () => [
    labelVariable('environment', 'Environment', 'deployment_environment_name', series(objective)),
    labelVariable('service', 'Service', 'job', series(objective)),
    labelVariable('slo', 'Objective', 'slo', series(objective, { job: { pattern: '$service' } })),
  ],
  from: 'now-7d',
  refresh: '1m',
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Objectives', unit: 'none', description: 'Objectives that have data, by environment.' },
        count(series(objective, CHOSEN)),
      ),
      stat(
        {
          title: 'Missed',
          unit: 'none',
          description: 'Objectives whose error budget is used up now.',
          limits: [1, 1],
        },
        orZero(count(below(series(budgetLeft, CHOSEN), 0))),
      ),
      stat(
        {
          title: 'Least budget left',
          unit: 'percentunit',
          decimals: 1,
          description: 'Of all chosen objectives; below 0 more was bad than the objective allows.',
          limits: LEFT_LIMITS,
        },
        min(series(budgetLeft, CHOSEN)),
      ),
      stat(
        {
          title: 'Highest burn rate',
          unit: 'none',
          decimals: 1,
          description: 'Over the last hour: how many times as fast as allowed the budget is used up.',
          limits: BURN_LIMITS,
        },
        max(burn('1h')),
      ),
      stat(
        { title: 'Bad events', unit: 'locale', decimals: 0, description: 'In the shown range.' },
        sum(sumOver(series(badIncrease, CHOSEN), RANGE)),
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'All objectives',
          description:
            'Each with its objective, how well it was kept in its own window, and what is left of its budget.',
          link: { title: 'This objective', url: dashboardPath('slo', { slo: 'slo' }) },
        },
        { slo: 'Objective', job: 'Service', deployment_environment_name: 'Environment' },
        [
          {
            title: 'Budget left',
            unit: 'percentunit',
            decimals: 1,
            limits: LEFT_LIMITS,
            vector: max(series(budgetLeft, CHOSEN), OBJECTIVE),
          },
          {
            title: 'Expected',
            unit: 'percentunit',
            decimals: 3,
            vector: max(series(objective, CHOSEN), OBJECTIVE),
          },
          {
            title: 'Kept',
            unit: 'percentunit',
            decimals: 3,
            vector: max(series(compliance, CHOSEN), OBJECTIVE),
          },
          {
            title: 'Burn rate 1h',
            unit: 'none',
            decimals: 1,
            limits: BURN_LIMITS,
            vector: max(burn('1h'), OBJECTIVE),
          },
          {
            title: 'Burn rate 6h',
            unit: 'none',
            decimals: 1,
            limits: BURN_LIMITS,
            vector: max(burn('6h'), OBJECTIVE),
          },
          {
            title: 'Burn rate 3d',
            unit: 'none',
            decimals: 1,
            limits: BURN_LIMITS,
            vector: max(burn('3d'), OBJECTIVE),
          },
          {
            title: 'Bad events in range',
            unit: 'locale',
            decimals: 0,
            vector: sum(sumOver(series(badIncrease, CHOSEN), RANGE), OBJECTIVE),
          },
          {
            title: 'Events in range',
            unit: 'locale',
            decimals: 0,
            vector: sum(sumOver(series(totalIncrease, CHOSEN), RANGE), OBJECTIVE),
          },
        ],
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Error budget left',
          unit: 'percentunit',
          max: 1,
          belowZero: true,
          description: 'What is left of the budget at each moment, looking back over the objective’s window.',
          limits: LEFT_LIMITS,
        },
        {
          vector: max(series(budgetLeft, CHOSEN), OBJECTIVE),
          legend: '{{slo}} {{deployment_environment_name}}',
        },
      ),
      lines(
        { title: 'Bad events in 5 minutes', unit: 'short', description: 'When the budget was used up.' },
        {
          vector: sum(series(badIncrease, CHOSEN), OBJECTIVE),
          legend: '{{slo}} {{deployment_environment_name}}',
        },
      ),
    ),
    row(
      CHART,
      burnLines(
        'Burn rate of pages',
        '1h',
        '5m',
        'Over an hour and 5 minutes; a page needs both, or those of 6 hours and 30 minutes, above its factor.',
      ),
      burnLines(
        'Burn rate of 6 hours',
        '6h',
        '30m',
        'Over 6 hours and 30 minutes: what a slower page looks at.',
      ),
      burnLines(
        'Burn rate of tickets',
        '3d',
        '2h',
        'Over 3 days and 2 hours: above 1 the budget does not last.',
      ),
    ),
  ],
});
