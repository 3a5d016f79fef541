import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above } from '../promql/condition.ts';
import { growthIn } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const category = { binnacle_crash_category: 'out_of_memory' } as const;
const found = (instance: string) => series(METRICS.crashes, { ...SHOP, ...category, instance });

export const alert: Alert = {
  id: 'process-crashed',
  severity: 'warning',
  team: 'application',
  dashboard: 'errors',
  when: above(
    growthIn(series(METRICS.crashes), '30m', [
      'job',
      'deployment_environment_name',
      'binnacle_crash_category',
    ]),
    0,
  ),
  for: '0m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: a process ended without a word ({{ $labels.binnacle_crash_category }})',
  description: '{{ $value | humanize }} of its processes ended so in the last half hour.',
  runbook: {
    meaning:
      'A process ran out of memory, crashed in native code, was killed or lost its machine; the next start has found what it left.',
    checks: [
      'In the log, find records with `binnacle.crash.category`: stack, heap, how long it ran, what had asked it to end.',
      '`killed` with `binnacle.crash.asked_by`: does it take longer to end than it is given?',
      '`killed` without: what does the log of the machine say, of the kernel (`dmesg`) and of the orchestrator?',
    ],
    firstActions: [
      '`out_of_memory`: give it more, and look for what grows; `BINNACLE_CRASH_REPORT=true` tells of the next one for certain.',
      '`event_loop_blocked`: the stack names the code that did not return.',
    ],
  },
  tests: {
    fires: {
      name: 'a process that tells of one when it starts, and lives on',
      series: [samples(found('b1'), '_x10 1x120')],
      at: '20m',
      resolvedAt: '60m',
      alert: {
        labels: { ...SHOP, ...category },
        summary: 'shop/orders: a process ended without a word (out_of_memory)',
        description: '1 of its processes ended so in the last half hour.',
      },
    },
    staysQuiet: {
      name: 'one that was told of hours ago',
      series: [samples(found('b1'), '1x200')],
      at: '120m',
    },
  },
};
