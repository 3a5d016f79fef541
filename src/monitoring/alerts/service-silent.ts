import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above } from '../promql/condition.ts';
import { secondsSinceSample } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { SHOP, SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

/** Every service sends it, whether it answers requests, consumes a queue or waits for the night. */
const uptime = METRICS.processUptime;
const ofShop = series(uptime, SHOP_PROCESS);

export const alert: Alert = {
  id: 'service-silent',
  severity: 'critical',
  team: 'application',
  absentData: true,
  dashboard: 'service-overview',
  when: above(secondsSinceSample(series(uptime), '6h', ['job', 'deployment_environment_name']), 300),
  for: '1m',
  keepFiringFor: '2m',
  summary: '{{ $labels.job }} has stopped reporting',
  description:
    'Its last metrics came {{ $value | humanizeDuration }} ago; it was there within the last six hours.',
  runbook: {
    meaning:
      'A service that sent metrics does so no more: it is down, it was removed, or its telemetry does not get through. ' +
      'An SDK sends at least once a minute, with or without requests. The alert ends ' +
      'after six hours in any case: what has been silent for longer is not looked for.',
    checks: [
      'Does the service run and answer?',
      'Are other services silent too? Then it is the Collector or Prometheus: see their alerts.',
      'Was the service renamed, or moved to another environment?',
      'Does its log say that an export failed?',
    ],
    firstActions: [
      'If it is down: restart it, and look at the end of its log.',
      'If it was removed on purpose: silence the alert in Alertmanager for six hours.',
    ],
  },
  tests: {
    fires: {
      name: 'no sample after ten minutes, of a service that answers no requests',
      series: [samples(ofShop, '0+60x10 _x12 0+60x20')],
      at: '20m',
      resolvedAt: '30m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders has stopped reporting',
        description: 'Its last metrics came 10m 0s ago; it was there within the last six hours.',
      },
    },
    alsoFires: {
      name: 'still after five hours, and no more after six',
      series: [samples(ofShop, '0+60x10')],
      at: '310m',
      resolvedAt: '380m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders has stopped reporting',
        description: 'Its last metrics came 5h 0m 0s ago; it was there within the last six hours.',
      },
    },
    staysQuiet: {
      name: 'one of two processes has ended',
      series: [samples(ofShop, '0+60x10'), samples(series(uptime, { ...SHOP, instance: 'a2' }), '0+60x40')],
      at: '20m',
    },
  },
};
