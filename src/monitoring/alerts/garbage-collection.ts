import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { sumOf } from '../promql/select.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const seconds = sumOf(METRICS.gcDuration, { ...SHOP_PROCESS, v8js_gc_type: 'major' });

export const alert: Alert = {
  id: 'garbage-collection',
  severity: 'warning',
  team: 'application',
  dashboard: 'runtime',
  when: above(
    sum(rate(sumOf(METRICS.gcDuration), '5m'), ['job', 'instance', 'deployment_environment_name']),
    0.1,
  ),
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.instance }} is busy with garbage collection',
  description:
    '{{ $value | humanizePercentage }} of its time goes into garbage collections; 10% is the limit.',
  runbook: {
    meaning:
      'The process makes more garbage than it can clear away beside its work, or its heap is nearly full.',
    checks: [
      'Is the heap near its limit (`--max-old-space-size`)? Then collections free little, and a crash is near.',
      'Are they minor collections (much short-lived garbage) or major ones (much that stays)?',
      'Did the traffic or the size of answers rise?',
    ],
    firstActions: [
      'Restart the process if the heap is full; see the alert heap-growth for leaks.',
      'Give it more memory, or more instances.',
    ],
  },
  tests: {
    fires: {
      name: 'a fifth of the time',
      series: [samples(seconds, '0+12x20 240x40')],
      at: '15m',
      resolvedAt: '40m',
      alert: {
        labels: SHOP_PROCESS,
        summary: 'shop/orders: a1 is busy with garbage collection',
        description: '20% of its time goes into garbage collections; 10% is the limit.',
      },
    },
    staysQuiet: {
      name: 'a fiftieth',
      series: [samples(seconds, '0+1.2x30')],
      at: '15m',
    },
  },
};
