import type { Alert } from '../alert.ts';
import { aboveUsual } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { externalBaseline, externalP95, externalRate, recording } from '../recordings/external-calls.ts';
import { SHOP } from '../test-labels.ts';
import { histogram } from '../test-series.ts';

const p95 = series(externalP95.metric);

/** Below this it is no cause of anything. */
const NOTICED_SECONDS = 0.2;

/** About twenty calls in 5 minutes, as a rate. */
const FEWEST_CALLS = 0.066;

const labels = { ...SHOP, server_address: 'payments.example' };
const duration = METRICS.httpClientRequestDuration;

export const alert: Alert = {
  id: 'external-latency',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'external-calls',
  when: where(
    where(aboveUsual(p95, 2, externalBaseline), above(p95, NOTICED_SECONDS)),
    above(series(externalRate.metric), FEWEST_CALLS),
  ),
  reads: [recording],
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }} waits for {{ $labels.server_address }} longer than usual',
  description:
    '95% of its calls take up to {{ $value | humanizeDuration }}: more than twice what the last hour, this time ' +
    'yesterday and this time last week had.',
  runbook: {
    meaning: 'Somebody else’s service has become slow, and ours with it.',
    checks: [
      'Does the other side have a page for its status, or alerts of its own?',
      'Do other services of ours call it too, and is it slow for them?',
      'In Jaeger, is the time between sending and the answer, or before it: is a pool of connections too small?',
    ],
    firstActions: [
      'Shorten the timeout, so that slow calls do not pile up, and answer without the result where that is possible.',
      'Tell the owners of the other side.',
    ],
  },
  tests: {
    fires: {
      name: 'from a tenth of a second to a second for half an hour',
      series: histogram(duration, labels, [
        [0.05, '0x240'],
        [0.1, '0+60x150 9000x30 9060+60x60'],
        [0.5, '0+60x150 9000x30 9060+60x60'],
        [1, '0+60x150 9060+60x30 10860+60x60'],
      ]),
      at: '160m',
      resolvedAt: '200m',
      alert: {
        labels,
        summary: 'shop/orders waits for payments.example longer than usual',
        description:
          '95% of its calls take up to 975ms: more than twice what the last hour, this time yesterday and this time ' +
          'last week had.',
      },
    },
    staysQuiet: {
      name: 'three calls that are slow',
      series: histogram(duration, labels, [
        [0.5, '0x240'],
        [1, '0x150 3x90'],
      ]),
      at: '153m',
    },
  },
};
