import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { max } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const blocked = series(METRICS.eventLoopBlocked, { ...SHOP, instance: 'a1' });

export const alert: Alert = {
  id: 'event-loop-blocked',
  severity: 'critical',
  team: 'application',
  dashboard: 'errors',
  when: above(max(series(METRICS.eventLoopBlocked), ['job', 'instance', 'deployment_environment_name']), 10),
  for: '0m',
  keepFiringFor: '2m',
  summary: '{{ $labels.job }}: {{ $labels.instance }} does not answer any more',
  description: 'Its event loop has been blocked for {{ $value | humanizeDuration }}.',
  runbook: {
    meaning: 'Code that does not return holds up every request of one Node.js process.',
    checks: [
      'In the log, find the record with `error.type` `EventLoopBlocked` of this instance: the stack names the code, and the trace what was asked for.',
      'Is it one instance or all of them?',
    ],
    firstActions: [
      'End the process with SIGKILL: it does not hear anything else.',
      'Where one kind of request does it: keep it away until the code is mended.',
    ],
  },
  tests: {
    fires: {
      name: 'blocked for more than two minutes',
      series: [samples(blocked, '_x5 5 65 125 0 0 _x30')],
      at: '7m',
      resolvedAt: '20m',
      alert: {
        labels: { ...SHOP, instance: 'a1' },
        summary: 'shop/orders: a1 does not answer any more',
        description: 'Its event loop has been blocked for 2m 5s.',
      },
    },
    staysQuiet: { name: 'blocked for a moment', series: [samples(blocked, '_x5 6 0 _x30')], at: '6m' },
  },
};
