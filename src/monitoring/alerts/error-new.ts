import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { ERROR_IN_RELEASE } from '../error-groups.ts';
import { above, below, where } from '../promql/condition.ts';
import { growthIn } from '../promql/growth.ts';
import { secondsSince } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { errorNew, recording } from '../recordings/releases.ts';
import { SHOP } from '../test-labels.ts';
import { errorSamples, processSamples } from '../test-releases.ts';

const group = {
  error_type: 'TypeError',
  binnacle_error_place: 'priceOf (src/basket.js)',
  binnacle_error_fingerprint: '0a1b2c3d4e5f6071',
};

export const alert: Alert = {
  id: 'error-new',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'errors',
  when: where(
    above(growthIn(series(METRICS.errors), '30m', ERROR_IN_RELEASE), 2),
    below(secondsSince(series(errorNew.metric)), 1_800),
  ),
  reads: [recording],
  // Until it is known whether what the service asks is down.
  for: '2m',
  keepFiringFor: '5m',
  summary:
    '{{ $labels.job }}: {{ $labels.error_type }} in {{ $labels.binnacle_error_place }} is new in {{ $labels.service_version }}',
  description:
    'It happened {{ $value | humanize }} times in the last half hour, and in no release before. Its fingerprint is {{ $labels.binnacle_error_fingerprint }}.',
  runbook: {
    meaning: 'A fault that no earlier release of the service has had, as far back as 90 days.',
    checks: [
      'In the dashboard “Errors”, which endpoints does it happen in, and since when? Did the release begin then?',
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
      name: 'three errors of a group that the release before has not had',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 120 }),
        processSamples({ release: '2.0.0', from: 100, minutes: 200 }),
        ...errorSamples(group, { release: '2.0.0', from: 120, minutes: 3 }, 100),
      ],
      at: '125m',
      resolvedAt: '160m',
      alert: {
        labels: { ...SHOP, ...group, service_version: '2.0.0' },
        summary: 'shop/orders: TypeError in priceOf (src/basket.js) is new in 2.0.0',
        description:
          'It happened 3 times in the last half hour, and in no release before. Its fingerprint is 0a1b2c3d4e5f6071.',
      },
    },
    staysQuiet: {
      name: 'a group of the last release goes on in the new one, and a single error',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 120 }),
        processSamples({ release: '2.0.0', from: 121, minutes: 200 }),
        ...errorSamples(group, { release: '1.0.0', from: 0, minutes: 120 }),
        ...errorSamples(group, { release: '2.0.0', from: 122, minutes: 100 }),
        ...errorSamples(
          { ...group, binnacle_error_fingerprint: 'ffffffffffffffff' },
          { release: '2.0.0', from: 122, minutes: 1 },
          100,
        ),
      ],
      at: '140m',
    },
    alsoStaysQuiet: {
      name: 'a crash, of which the start of the next release tells',
      series: [
        processSamples({ release: '1.0.0', from: 0, minutes: 120 }),
        processSamples({ release: '2.0.0', from: 121, minutes: 200 }),
        ...errorSamples({ ...group, error_type: 'Killed' }, { release: '2.0.0', from: 122, minutes: 3 }, 100),
      ],
      at: '126m',
    },
  },
};
