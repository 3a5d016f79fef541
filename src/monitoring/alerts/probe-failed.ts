import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { SHOP_HOME } from '../probes/test-labels.ts';
import { equals } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const success = series(METRICS.probeSuccess, SHOP_HOME);

export const alert: Alert = {
  id: 'probe-failed',
  severity: 'critical',
  team: 'application',
  teamFrom: 'owner',
  dashboard: 'uptime',
  when: equals(series(METRICS.probeSuccess), 0),
  for: '1m',
  keepFiringFor: '2m',
  summary: '{{ $labels.probe }} does not answer as it should',
  description: '{{ $labels.target }} failed its checks for a minute or longer (success is {{ $value }}).',
  runbook: {
    meaning:
      'Whoever uses this from outside gets no answer, a wrong one, or waits longer than the probe does.',
    checks: [
      'The dashboard Uptime: since when, and do other probes fail too? Then it is the network, or where probes run.',
      'Checks of `binnacle probe run` have traces: a dot in the chart of checks opens the one that failed in Jaeger.',
      'blackbox-exporter tells why: `/probe?module=<probe>&target=<target>&debug=true`.',
      'Does the name resolve, and is the certificate still good?',
    ],
    firstActions: [
      'If it was released just now: roll back.',
      'If it is down: restart it, and look at the end of its log.',
    ],
  },
  tests: {
    fires: {
      name: 'ten minutes of failures',
      series: [samples(success, '1x5 0x10 1x20')],
      at: '10m',
      resolvedAt: '25m',
      alert: {
        labels: SHOP_HOME,
        summary: 'shop-home does not answer as it should',
        description: 'https://shop.example/ failed its checks for a minute or longer (success is 0).',
      },
    },
    staysQuiet: { name: 'one check that failed', series: [samples(success, '1x5 0 1x20')], at: '6m' },
  },
};
