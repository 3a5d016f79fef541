import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { ERROR_IN_RELEASE } from '../error-groups.ts';
import { above, unless, where } from '../promql/condition.ts';
import { growthIn } from '../promql/growth.ts';
import { offset } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { errorRegressed, recording } from '../recordings/releases.ts';
import { SHOP } from '../test-labels.ts';
import { errorSamples, processSamples } from '../test-releases.ts';

const group = {
  error_type: 'StockError',
  binnacle_error_place: 'reserve (src/stock.js)',
  binnacle_error_fingerprint: '1a1b2c3d4e5f6071',
};

const isBack = series(errorRegressed.metric);

const alerted = (release: string) => ({
  labels: { ...SHOP, ...group, service_version: release },
  summary: `shop/orders: StockError in reserve (src/stock.js) is back in ${release}`,
  description:
    'It had been gone for a whole release or a day and happened 3 times in the last half hour. Its fingerprint is 1a1b2c3d4e5f6071.',
});

export const alert: Alert = {
  id: 'error-regressed',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'errors',
  when: where(
    above(growthIn(series(METRICS.errors), '30m', ERROR_IN_RELEASE), 2),
    unless(isBack, offset(isBack, '30m')),
  ),
  reads: [recording],
  // Until it is known whether what the service asks is down.
  for: '2m',
  keepFiringFor: '5m',
  summary:
    '{{ $labels.job }}: {{ $labels.error_type }} in {{ $labels.binnacle_error_place }} is back in {{ $labels.service_version }}',
  description:
    'It had been gone for a whole release or a day and happened {{ $value | humanize }} times in the last half hour. Its fingerprint is {{ $labels.binnacle_error_fingerprint }}.',
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
      name: 'in a release, not in the next, and again in the one after that',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 60 }),
        processSamples({ release: '2.0.0', from: 61, minutes: 120 }),
        processSamples({ release: '3.0.0', from: 182, minutes: 120 }),
        ...errorSamples(group, { release: '1.0.0', from: 10, minutes: 20 }, 30),
        ...errorSamples(group, { release: '3.0.0', from: 185, minutes: 3 }, 100),
      ],
      at: '190m',
      resolvedAt: '230m',
      alert: alerted('3.0.0'),
    },
    alsoFires: {
      name: 'gone for a day, and back with the next release',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 1_460 }),
        processSamples({ release: '2.0.0', from: 1_460, minutes: 200 }),
        ...errorSamples(group, { release: '1.0.0', from: 0, minutes: 10 }, 1_450),
        ...errorSamples(group, { release: '2.0.0', from: 1_461, minutes: 3 }, 200),
      ],
      at: '1470m',
      resolvedAt: '1500m',
      alert: alerted('2.0.0'),
    },
    staysQuiet: {
      name: 'a group that the release before had too, until an hour ago',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 140 }),
        processSamples({ release: '1.0.1', from: 200, minutes: 200 }),
        ...errorSamples(group, { release: '1.0.0', from: 0, minutes: 140 }),
        ...errorSamples(group, { release: '1.0.1', from: 201, minutes: 3 }, 200),
      ],
      at: '210m',
    },
    alsoStaysQuiet: {
      name: 'in a release, not in one that was taken back after ten minutes, and again',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 200 }),
        processSamples({ release: '2.0.0', from: 201, minutes: 10 }),
        processSamples({ release: '3.0.0', from: 212, minutes: 120 }),
        ...errorSamples(group, { release: '1.0.0', from: 10, minutes: 190 }),
        ...errorSamples(group, { release: '3.0.0', from: 213, minutes: 3 }, 100),
      ],
      at: '220m',
    },
  },
};
