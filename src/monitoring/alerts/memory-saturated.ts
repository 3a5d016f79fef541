import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { divide } from '../promql/arithmetic.ts';
import { below } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = { job: 'node', instance: 'node-exporter:9100' };
const total = samples(series(METRICS.nodeMemoryTotal, labels), '16000000000x60');
const available = series(METRICS.nodeMemoryAvailable, labels);

export const alert: Alert = {
  id: 'memory-saturated',
  severity: 'critical',
  team: 'platform',
  tier: 'host',
  dashboard: 'host',
  when: below(divide(series(METRICS.nodeMemoryAvailable), series(METRICS.nodeMemoryTotal)), 0.05),
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.instance }} is out of memory',
  description:
    '{{ $value | humanizePercentage }} of its memory are left; the kernel will end a process soon.',
  runbook: {
    meaning: 'The machine is about to end a process to save itself, and it may be the database.',
    checks: [
      'Which process takes the memory: `ps aux --sort=-rss | head`?',
      'Does it grow (alert heap-growth), or was too much started on this machine?',
    ],
    firstActions: ['Restart what grows.', 'Move something to another machine, and give containers limits.'],
  },
  tests: {
    fires: {
      name: 'two percent left',
      series: [samples(available, '320000000x20 8000000000x40'), total],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'node-exporter:9100 is out of memory',
        description: '2% of its memory are left; the kernel will end a process soon.',
      },
    },
    staysQuiet: {
      name: 'a fifth left',
      series: [samples(available, '3200000000x60'), total],
      at: '10m',
    },
  },
};
