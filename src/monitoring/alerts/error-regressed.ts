import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { ERROR_GROUP, seenBefore } from '../error-groups.ts';
import { sum } from '../promql/aggregate.ts';
import { above, unless, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const group = {
  error_type: 'StockError',
  binnacle_error_place: 'reserve (src/stock.js)',
  binnacle_error_fingerprint: '1a1b2c3d4e5f6071',
};
const errors = (service_version: string) => series(METRICS.errors, { ...SHOP, ...group, service_version });

export const alert: Alert = {
  id: 'error-regressed',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'errors',
  when: where(
    unless(above(sum(series(METRICS.errors), ERROR_GROUP), 2), seenBefore('1d', '30m')),
    seenBefore('6d', '1d'),
  ),
  // Until it is known whether what the service asks is down.
  for: '2m',
  summary: '{{ $labels.job }}: {{ $labels.error_type }} in {{ $labels.binnacle_error_place }} is back',
  description:
    'It had been gone for a day and happened {{ $value }} times in the last half hour. Its fingerprint is {{ $labels.binnacle_error_fingerprint }}.',
  runbook: {
    meaning: 'A fault that seemed to be mended happens again.',
    checks: [
      'In the dashboard “Errors”, with a range of a week: which releases had it, and which had not?',
      'Was an older release, a feature switch or a configuration brought back?',
    ],
    firstActions: [
      'After a release, where users meet it often: roll back to one that did not have it.',
      'Otherwise give it to whoever mended it the last time.',
    ],
  },
  tests: {
    fires: {
      name: 'there until two days ago, gone, and back with a new release',
      series: [samples(errors('1.0.0'), '0+1x600 _x4000'), samples(errors('3.0.0'), '_x2600 1 2 3 4x200')],
      at: '2610m',
      resolvedAt: '2680m',
      alert: {
        labels: { ...SHOP, ...group },
        summary: 'shop/orders: StockError in reserve (src/stock.js) is back',
        description:
          'It had been gone for a day and happened 4 times in the last half hour. Its fingerprint is 1a1b2c3d4e5f6071.',
      },
    },
    staysQuiet: {
      name: 'a group that was there an hour ago, before the service started anew',
      series: [samples(errors('1.0.0'), '0+1x2540 _x500'), samples(errors('1.0.1'), '_x2600 1 2 3 4x200')],
      at: '2610m',
    },
  },
};
