import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { average } from '../promql/aggregate.ts';
import { complement } from '../promql/arithmetic.ts';
import { above } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'node', instance: 'node-exporter:9100' };
const idle = (cpu: string) => series(METRICS.nodeCpuSeconds, { ...labels, cpu, mode: 'idle' });

export const alert: Alert = {
  id: 'processor-saturated',
  severity: 'warning',
  team: 'platform',
  tier: 'host',
  dashboard: 'host',
  when: above(
    complement(average(rate(series(METRICS.nodeCpuSeconds, { mode: 'idle' }), '5m'), ['job', 'instance'])),
    0.9,
  ),
  for: '15m',
  keepFiringFor: '10m',
  summary: 'The processors of {{ $labels.instance }} are busy all the time',
  description: '{{ $value | humanizePercentage }} of their time is in use; above 90% everything waits.',
  runbook: {
    meaning: 'Whatever runs on this machine is slower than it has to be.',
    checks: [
      'Which process is it: `top`?',
      'Is it work, or waiting for disks (`iowait`) or for the host of the virtual machine (`steal`)?',
    ],
    firstActions: ['Move something to another machine, or add one.', 'Stop what runs in a loop.'],
  },
  tests: {
    fires: {
      name: 'both processors busy for half an hour',
      series: [samples(idle('0'), '0+3x40 120+50x40'), samples(idle('1'), '0+3x40 120+50x40')],
      at: '30m',
      resolvedAt: '70m',
      alert: {
        labels,
        summary: 'The processors of node-exporter:9100 are busy all the time',
        description: '95% of their time is in use; above 90% everything waits.',
      },
    },
    staysQuiet: {
      name: 'one of two is busy',
      series: [samples(idle('0'), '0x80'), samples(idle('1'), '0+58x80')],
      at: '30m',
    },
  },
};
