import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { resetsIn } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { COLLECTOR } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const labels = COLLECTOR;
const uptime = series(METRICS.collectorUptime, { ...labels });

export const alert: Alert = {
  id: 'collector-restarting',
  severity: 'critical',
  team: 'platform',
  dashboard: 'pipeline',
  when: above(sum(resetsIn(series(METRICS.collectorUptime), '30m'), ['job', 'instance']), 2),
  for: '0m',
  keepFiringFor: '10m',
  summary: 'The Collector {{ $labels.instance }} starts again and again',
  description: 'It has started {{ $value }} times within half an hour.',
  runbook: {
    meaning:
      'The Collector does not stay up. What was in its queues on disk is kept; what it held in memory is not.',
    checks: [
      'What are the last lines of its log?',
      'Was it killed for its memory? `docker inspect` shows OOMKilled.',
      'Was its configuration changed? `binnacle collector validate` and `lint` say what is wrong with it.',
    ],
    firstActions: ['Go back to the configuration before.', 'Give it more memory.'],
  },
  tests: {
    fires: {
      name: 'four starts in twenty minutes',
      series: [samples(uptime, '60+60x3 60+60x3 60+60x3 60+60x3 60+60x60')],
      at: '20m',
      resolvedAt: '70m',
      alert: {
        labels,
        summary: 'The Collector collector:8888 starts again and again',
        description: 'It has started 4 times within half an hour.',
      },
    },
    staysQuiet: {
      name: 'one restart',
      series: [samples(uptime, '60+60x20 60+60x60')],
      at: '30m',
    },
  },
};
