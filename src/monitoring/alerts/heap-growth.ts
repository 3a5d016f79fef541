import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, aboveTimes, where } from '../promql/condition.ts';
import { offset } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { heapFloor, recording } from '../recordings/heap.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const floor = series(heapFloor.metric);
const GROWTH = 1.15;
const FEWEST_BYTES = 100 * 1024 * 1024;

const used = series(METRICS.heapUsed, { ...SHOP_PROCESS, v8js_heap_space_name: 'old_space' });

export const alert: Alert = {
  id: 'heap-growth',
  severity: 'warning',
  team: 'application',
  dashboard: 'runtime',
  // Three hours in a row the floor has risen: a cache that fills up comes to an end, a leak does not.
  when: where(
    where(
      where(
        aboveTimes(floor, GROWTH, offset(floor, '1h')),
        aboveTimes(offset(floor, '1h'), GROWTH, offset(floor, '2h')),
      ),
      aboveTimes(offset(floor, '2h'), GROWTH, offset(floor, '3h')),
    ),
    above(floor, FEWEST_BYTES),
  ),
  reads: [recording],
  for: '10m',
  keepFiringFor: '30m',
  summary: '{{ $labels.job }}: the heap of {{ $labels.instance }} grows and grows',
  description:
    'After collections {{ $value | humanize1024 }}B remain in use, and that was 15% less each hour for three hours.',
  runbook: {
    meaning: 'The process keeps more and more objects: at the limit of its heap it crashes.',
    checks: [
      'Do all instances grow, and since which release (`service_version`)?',
      'Does it grow with the traffic, or also at night?',
      'How long until the limit of the heap (`--max-old-space-size`, or half of the container’s memory)?',
    ],
    firstActions: [
      'Restart the instances one after the other before they crash.',
      'Take two heap snapshots an hour apart (`node --heapsnapshot-signal=SIGUSR2`) and compare them.',
    ],
  },
  tests: {
    fires: {
      name: 'a hundred megabytes more each hour, then a restart',
      series: [samples(used, '100000000+1700000x400 100000000x120')],
      at: '290m',
      resolvedAt: '500m',
      alert: {
        labels: SHOP_PROCESS,
        summary: 'shop/orders: the heap of a1 grows and grows',
        description:
          'After collections 469.9MiB remain in use, and that was 15% less each hour for three hours.',
      },
    },
    staysQuiet: {
      name: 'a cache that is full after two hours',
      series: [samples(used, '100000000+1700000x120 304000000x300')],
      at: '290m',
    },
  },
};
