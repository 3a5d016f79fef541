import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { ERROR_GROUP, seenBefore } from '../error-groups.ts';
import { sum } from '../promql/aggregate.ts';
import { above, unless } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const group = {
  error_type: 'TypeError',
  binnacle_error_place: 'priceOf (src/basket.js)',
  binnacle_error_fingerprint: '0a1b2c3d4e5f6071',
};
const errors = (service_version: string, more = group) =>
  series(METRICS.errors, { ...SHOP, ...more, service_version });

export const alert: Alert = {
  id: 'error-new',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'errors',
  when: unless(above(sum(series(METRICS.errors), ERROR_GROUP), 2), seenBefore('7d', '30m')),
  // Until it is known whether what the service asks is down.
  for: '2m',
  summary: '{{ $labels.job }}: {{ $labels.error_type }} in {{ $labels.binnacle_error_place }} is new',
  description:
    'It happened {{ $value }} times in the last half hour, and not once in the week before. Its fingerprint is {{ $labels.binnacle_error_fingerprint }}.',
  runbook: {
    meaning: 'A fault that nobody has seen in the last week; most often a release has brought it.',
    checks: [
      'In the dashboard “Errors”, which release and which endpoints does it happen in, and since when?',
      'In the log, find records with `binnacle.error.fingerprint` of the alert: message, stack and trace.',
      'In the trace, what was asked for when it happened?',
    ],
    firstActions: [
      'After a release, where users meet it often: roll back.',
      'Otherwise give it to whoever changed the place that the alert names.',
    ],
  },
  tests: {
    fires: {
      name: 'a group that was never there, three errors',
      series: [samples(errors('2.0.0'), '_x20 1 2 3x100')],
      at: '25m',
      resolvedAt: '60m',
      alert: {
        labels: { ...SHOP, ...group },
        summary: 'shop/orders: TypeError in priceOf (src/basket.js) is new',
        description:
          'It happened 3 times in the last half hour, and not once in the week before. Its fingerprint is 0a1b2c3d4e5f6071.',
      },
    },
    staysQuiet: {
      name: 'a group of the last release goes on in the new one, and a single error',
      series: [
        samples(errors('1.0.0'), '0+1x120 _x200'),
        samples(errors('2.0.0'), '_x121 1+1x100'),
        samples(errors('2.0.0', { ...group, binnacle_error_fingerprint: 'ffffffffffffffff' }), '_x121 1x100'),
      ],
      at: '140m',
    },
  },
};
