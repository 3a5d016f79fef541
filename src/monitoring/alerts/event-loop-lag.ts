import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { max } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const delay = METRICS.eventLoopDelayP99;
const by = ['job', 'instance', 'deployment_environment_name'] as const;
const labels = { job: 'shop/orders', instance: 'a1', deployment_environment_name: 'production' };

export const alert: Alert = {
  id: 'event-loop-lag',
  severity: 'warning',
  team: 'application',
  dashboard: 'runtime',
  when: above(max(series(delay), by), 0.2),
  for: '3m',
  keepFiringFor: '2m',
  summary: '{{ $labels.job }}: the event loop of {{ $labels.instance }} is late',
  description: 'One turn in a hundred was {{ $value | humanizeDuration }} late; 200ms is the limit.',
  runbook: {
    meaning: 'Code that runs long without a pause holds up every request of one Node.js process.',
    checks: [
      'In the dashboard “Service overview”, is the utilization of the event loop near 100 %?',
      'Is it one instance or all of them?',
      'In Jaeger, are there gaps in the traces of this instance in which no span runs?',
    ],
    firstActions: [
      'Take a CPU profile: `node --cpu-prof`, or the inspector.',
      'Move long computations to a worker thread, or cut them up; beware of large JSON and of synchronous crypto.',
      'Add instances until that is done.',
    ],
  },
  tests: {
    fires: {
      name: 'a quarter of a second for ten minutes',
      series: [samples(series(delay, labels), '0.25x20 0.01x40')],
      at: '10m',
      resolvedAt: '30m',
      alert: {
        labels,
        summary: 'shop/orders: the event loop of a1 is late',
        description: 'One turn in a hundred was 250ms late; 200ms is the limit.',
      },
    },
    staysQuiet: {
      name: 'late for two minutes',
      series: [samples(series(delay, labels), '0.01x5 0.25 0.25 0.01x10')],
      at: '7m',
    },
  },
};
