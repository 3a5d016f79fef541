import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { max } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const growth = series(METRICS.memoryLeakGrowth, SHOP_PROCESS);

export const alert: Alert = {
  id: 'memory-leak',
  severity: 'warning',
  team: 'application',
  dashboard: 'runtime',
  // The process itself has been sure of it for a whole window, so what is measured needs no limit here.
  when: above(max(series(METRICS.memoryLeakGrowth), ['job', 'instance', 'deployment_environment_name']), 0),
  for: '10m',
  keepFiringFor: '30m',
  summary: '{{ $labels.job }}: {{ $labels.instance }} leaks memory',
  description:
    'Memory that full collections do not free grows by {{ $value | humanize1024 }}B a second; the process has found where it is allocated.',
  runbook: {
    meaning: 'The process keeps more and more objects: at the limit of its heap it crashes.',
    checks: [
      'The records `binnacle.memory.leak` in the log name the functions that allocated what stays, and how sure the growth is.',
      'The heap profile that was written then has the rest: `binnacle profile top`, or `flame` for the callers.',
      'Is it a cache that is still filling? After BINNACLE_LEAK_WINDOW it should have found its bound.',
      'How long until the limit of the heap (`--max-old-space-size`, or half of the container’s memory)?',
    ],
    firstActions: [
      'Restart the instances one after the other before they crash.',
      'Go back to the release before the one with which it began (`service_version`).',
    ],
  },
  tests: {
    fires: {
      name: 'forty kilobytes a second for an hour, then a restart',
      series: [samples(growth, '_x29 40960x60 _x60')],
      at: '45m',
      resolvedAt: '140m',
      alert: {
        labels: SHOP_PROCESS,
        summary: 'shop/orders: a1 leaks memory',
        description:
          'Memory that full collections do not free grows by 40kiB a second; the process has found where it is allocated.',
      },
    },
    staysQuiet: {
      name: 'growth that has levelled off after a few minutes',
      series: [samples(growth, '_x29 40960x3 _x60')],
      at: '45m',
    },
  },
};
