import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { ABOUT_PROCESS, namedVariable, SELECTED, serviceVariables } from '../grafana/variables.ts';
import { max, quantile, sum } from '../promql/aggregate.ts';
import { complement, orZero, share } from '../promql/arithmetic.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';

const {
  businessTransactions: transactions,
  businessTransactionDuration: duration,
  operationDuration,
  slaExcess,
  slaViolations,
} = METRICS;

const NAME = ['business_transaction_name'] as const;
const LEGEND = '{{business_transaction_name}}';
const STEP_NAME = ['business_transaction_step'] as const;
const OPERATION = ['business_operation_name'] as const;
const ABANDONED = { business_transaction_outcome: 'abandoned' } as const;
const NOT_COMPLETED = { business_transaction_outcome: { pattern: 'failed|abandoned' } } as const;

/** What the variables select, of the transactions that are chosen. */
const CHOSEN = { ...SELECTED, business_transaction_name: { pattern: '$transaction' } } as const;
/** The histogram itself has no exemplars; that of its spans, which have its name, has. */
const traced = quantile(
  0.95,
  sum(
    anchoredRate(
      bucketsOf(METRICS.spanDuration, {
        ...SELECTED,
        span_kind: 'SPAN_KIND_INTERNAL',
        span_name: { pattern: '$transaction' },
      }),
      STEP,
    ),
    ['span_name', 'le'],
  ),
);

const ended = (range: string, more = {}) =>
  sum(exactIncrease(series(transactions, { ...CHOSEN, ...more }), range), NAME);
const violations = (range: string) => sum(exactIncrease(series(slaViolations, CHOSEN), range), NAME);
const excess = (range: string) => sum(exactIncrease(series(slaExcess, CHOSEN), range), NAME);
const kept = (range: string) => complement(share(violations(range), ended(range)));
const p95 = (range: string) =>
  quantile(0.95, sum(anchoredRate(bucketsOf(duration, CHOSEN), range), [...NAME, 'le']));
const abandoned = (range: string) =>
  sum(exactIncrease(series(transactions, { ...CHOSEN, ...ABANDONED }), range), [...NAME, ...STEP_NAME]);
const calls = (range: string, more = {}) =>
  sum(exactIncrease(countOf(operationDuration, { ...SELECTED, ...more }), range), OPERATION);
const allOf = (metric: typeof transactions | typeof slaViolations) =>
  sum(exactIncrease(series(metric as typeof transactions, CHOSEN), RANGE));

export const dashboard = createDashboard({
  id: 'business',
  audience: 'management',
  title: 'Business transactions',
  description:
    'What the business does: how often, how long it takes, whether its SLA is kept, and what breaks it',
  about: { ...ABOUT_PROCESS, transaction: 'business_transaction_name' },
  variables: () => [
    ...serviceVariables(),
    namedVariable('transaction', 'Transaction', 'business_transaction_name', series(transactions, SELECTED)),
  ],
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Transactions in range',
          unit: 'locale',
          description: 'Business transactions that ended in the shown range, exactly.',
        },
        allOf(transactions),
      ),
      stat(
        {
          title: 'SLA kept',
          unit: 'percentunit',
          decimals: 2,
          description: 'Share of the transactions of the shown range that kept their SLA.',
          limits: [0.99, 0.95],
        },
        complement(share(allOf(slaViolations), allOf(transactions))),
      ),
      stat(
        {
          title: 'SLA violations',
          unit: 'locale',
          description: 'Transactions that took too long, failed, or never ended.',
          limits: [1, 10],
        },
        orZero(allOf(slaViolations)),
      ),
      stat(
        {
          title: 'Affected',
          unit: 'percentunit',
          decimals: 2,
          description:
            'Share of the transactions of the shown range that took too long, failed, or never ended.',
          limits: [0.01, 0.05],
        },
        share(allOf(slaViolations), allOf(transactions)),
      ),
      stat(
        {
          title: 'Time lost',
          unit: 's',
          decimals: 1,
          description: 'What all transactions of the shown range took beyond their SLA, added up.',
        },
        orZero(sum(exactIncrease(series(slaExcess, CHOSEN), RANGE))),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'SLA kept over time',
          unit: 'percentunit',
          description: 'Share of the transactions that kept their SLA.',
          limits: [0.99, 0.95],
          max: 1,
        },
        { vector: kept(STEP), legend: LEGEND },
      ),
      lines(
        {
          title: 'p95',
          unit: 's',
          description: '95 % of the transactions were faster; a dot opens the trace of one.',
        },
        { vector: p95(STEP), legend: LEGEND },
        { vector: traced, legend: '{{span_name}}, traced', exemplar: true },
      ),
      lines(
        {
          title: 'Transactions per second',
          unit: 'cps',
          description: 'Business transactions that ended, in a second.',
        },
        { vector: sum(anchoredRate(series(transactions, CHOSEN), STEP), NAME), legend: LEGEND },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Transactions',
          description: 'Each kind over the shown range, against its SLA. A click shows it alone.',
          link: {
            title: 'Only this transaction',
            url: dashboardPath('business', { transaction: 'business_transaction_name' }),
          },
        },
        { business_transaction_name: 'Transaction' },
        [
          { title: 'Ended', unit: 'locale', decimals: 0, vector: ended(RANGE) },
          {
            title: 'Failed or left',
            unit: 'percentunit',
            decimals: 2,
            vector: share(ended(RANGE, NOT_COMPLETED), ended(RANGE)),
          },
          { title: 'SLA kept', unit: 'percentunit', decimals: 2, limits: [0.99, 0.95], vector: kept(RANGE) },
          {
            title: 'Affected',
            unit: 'percentunit',
            decimals: 2,
            limits: [0.01, 0.05],
            vector: share(violations(RANGE), ended(RANGE)),
          },
          { title: 'Time lost', unit: 's', decimals: 1, vector: excess(RANGE) },
          { title: 'p95', unit: 's', decimals: 2, vector: p95(RANGE) },
          { title: 'SLA', unit: 's', decimals: 2, vector: max(series(METRICS.slaThreshold, CHOSEN), NAME) },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'What breaks the SLA',
          description:
            'Cause and step of the violations: the step that took most time, or that it failed or stopped in.',
        },
        {
          business_transaction_name: 'Transaction',
          business_sla_cause: 'Cause',
          business_transaction_step: 'Step',
        },
        [
          {
            title: 'Violations',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(series(slaViolations, CHOSEN), RANGE), [
              ...NAME,
              'business_sla_cause',
              'business_transaction_step',
            ]),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Where they are left',
          description: 'Transactions whose user has gone, by the step that was the last.',
        },
        { business_transaction_name: 'Transaction', business_transaction_step: 'Step' },
        [{ title: 'Left', unit: 'locale', decimals: 0, vector: abandoned(RANGE) }],
      ),
      table(
        { title: 'Functions', description: 'Functions and methods that are monitored, each call.' },
        { business_operation_name: 'Function' },
        [
          { title: 'Calls', unit: 'locale', decimals: 0, vector: calls(RANGE) },
          {
            title: 'Failed',
            unit: 'percentunit',
            decimals: 2,
            vector: share(calls(RANGE, { error_type: { pattern: '.+' } }), calls(RANGE)),
          },
          {
            title: 'p95',
            unit: 's',
            decimals: 3,
            vector: quantile(
              0.95,
              sum(anchoredRate(bucketsOf(operationDuration, SELECTED), RANGE), [...OPERATION, 'le']),
            ),
          },
        ],
      ),
    ),
  ],
});
