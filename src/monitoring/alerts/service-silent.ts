import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above } from '../promql/condition.ts';
import { secondsSinceSample } from '../promql/over-time.ts';
import { countOf } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;

const labels = { job: 'shop/orders', deployment_environment_name: 'production' };
const requests = countOf(duration, labels);

export const alert: Alert = {
  id: 'service-silent',
  severity: 'critical',
  team: 'application',
  absentData: true,
  dashboard: 'service-overview',
  when: above(secondsSinceSample(countOf(duration), '1h', ['job', 'deployment_environment_name']), 300),
  for: '1m',
  summary: '{{ $labels.job }} has stopped reporting',
  description:
    'Its last metrics came {{ $value | humanizeDuration }} ago; it was there within the last hour.',
  runbook: {
    meaning:
      'A service that sent metrics does so no more: it is down, it was removed, or its telemetry does not get through. ' +
      'An SDK sends at least once a minute, with or without requests. The alert ends by itself after an hour.',
    checks: [
      'Does the service run and answer?',
      'Are other services silent too? Then it is the Collector or Prometheus: see their alerts.',
      'Was the service renamed, or moved to another environment?',
      'Does its log say that an export failed?',
    ],
    firstActions: [
      'If it is down: restart it, and look at the end of its log.',
      'If it was removed on purpose: silence the alert in Alertmanager for an hour.',
    ],
  },
  tests: {
    fires: {
      name: 'no sample after ten minutes',
      series: [samples(requests, '0+5x10 _x12 60+5x20')],
      at: '20m',
      resolvedAt: '30m',
      alert: {
        labels,
        summary: 'shop/orders has stopped reporting',
        description: 'Its last metrics came 10m 0s ago; it was there within the last hour.',
      },
    },
    staysQuiet: {
      name: 'no requests, but samples',
      series: [samples(requests, '5x30')],
      at: '20m',
    },
  },
};
