import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { divide } from '../promql/arithmetic.ts';
import { above, either, where } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const NAME = ['job', 'deployment_environment_name', 'business_transaction_name'] as const;
const WINDOW = '15m';

const violations = sum(increase(series(METRICS.slaViolations), WINDOW), NAME);
const ended = sum(increase(series(METRICS.businessTransactions), WINDOW), NAME);
/** Where none has ended, and some are open too long, all are violations. */
const all = { ...ended, promql: `(${either([ended, violations]).promql})` };

const labels = { ...SHOP, business_transaction_name: 'checkout' };
const completed = series(METRICS.businessTransactions, {
  ...labels,
  business_transaction_outcome: 'completed',
});
const late = series(METRICS.slaViolations, { ...labels, business_sla_cause: 'duration' });

/** One or two alone are no trend. */
const FEWEST = 2.5;

export const alert: Alert = {
  id: 'sla-violated',
  severity: 'critical',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'business',
  when: where(above(divide(violations, all), 0.05), above(violations, FEWEST)),
  for: '1m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.business_transaction_name }} does not keep its SLA',
  description:
    '{{ $value | humanizePercentage }} of them took too long, failed or never ended in the last 15 minutes; 5% is the limit.',
  runbook: {
    meaning: 'What the business does takes longer than was promised, fails, or never ends.',
    checks: [
      'In the dashboard “Business transactions”, which cause and which step?',
      'In Jaeger, open traces with `business.sla.kept=false` of that transaction: what is `business.transaction.slowest_step` waiting for?',
      'Did `service_version` change shortly before?',
    ],
    firstActions: [
      'After a release: roll back.',
      'If a step calls another service or a database: follow that one’s own alerts.',
    ],
  },
  tests: {
    fires: {
      name: 'one of ten is late',
      series: [samples(completed, '0+10x80'), samples(late, '0x10 1+1x20 20x50')],
      at: '20m',
      resolvedAt: '60m',
      alert: {
        labels,
        summary: 'shop/orders: checkout does not keep its SLA',
        description:
          '6.667% of them took too long, failed or never ended in the last 15 minutes; 5% is the limit.',
      },
    },
    staysQuiet: {
      name: 'two of twenty are late, and no more',
      series: [samples(completed, '0+2x10 20x30'), samples(late, '0x5 1 2x30')],
      at: '12m',
    },
  },
};
