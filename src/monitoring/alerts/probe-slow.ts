import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { SLOW_SECONDS } from '../probes/recorded.ts';
import { SHOP_HOME } from '../probes/test-labels.ts';
import { averageOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const duration = series(METRICS.probeDuration, SHOP_HOME);
const limit = samples(series(SLOW_SECONDS, { probe: 'shop-home', owner: 'shop' }), '1x60');

/** Failures have an alert of their own, and often end in a timeout. */
const mean = averageOver(series(METRICS.probeDuration), '5m');
const succeeds = series(METRICS.probeSuccess).promql;

export const alert: Alert = {
  id: 'probe-slow',
  severity: 'warning',
  team: 'application',
  teamFrom: 'owner',
  dashboard: 'uptime',
  when: {
    promql: `(${mean.promql} and ${succeeds} == 1) > on (probe, owner) group_left () ${series(SLOW_SECONDS).promql}`,
    labels: mean.labels,
  },
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.probe }} answers slowly',
  description:
    '{{ $labels.target }} takes {{ $value | humanizeDuration }} on the mean of 5 minutes, longer than its file of probes allows.',
  runbook: {
    meaning: 'Users wait. It still works.',
    checks: [
      'The dashboard Uptime: since when, and are other probes slower too?',
      'Is the service itself slow, by its own durations? If not, it is the network, the name server or TLS in between.',
    ],
    firstActions: [
      'See the alerts of the service: latency, event loop, pools of connections.',
      'Where it is meant to be so: raise `slow` of the probe.',
    ],
  },
  tests: {
    fires: {
      name: 'two seconds for twenty minutes',
      series: [
        samples(duration, '0.2x10 2x20 0.2x30'),
        samples(series(METRICS.probeSuccess, SHOP_HOME), '1x60'),
        limit,
      ],
      at: '28m',
      resolvedAt: '50m',
      alert: {
        labels: SHOP_HOME,
        summary: 'shop-home answers slowly',
        description:
          'https://shop.example/ takes 2s on the mean of 5 minutes, longer than its file of probes allows.',
      },
    },
    staysQuiet: {
      name: 'one slow check',
      series: [
        samples(duration, '0.2x10 3 0.2x30'),
        samples(series(METRICS.probeSuccess, SHOP_HOME), '1x60'),
        limit,
      ],
      at: '12m',
    },
  },
};
