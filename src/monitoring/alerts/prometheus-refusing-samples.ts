import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [METRICS.samplesOutOfOrder, METRICS.samplesTooOld] as const;

const labels = PROMETHEUS;
const refused = series(METRICS.samplesTooOld, { ...labels, type: 'float' });

export const alert: Alert = {
  id: 'prometheus-refusing-samples',
  severity: 'warning',
  team: 'platform',
  dashboard: 'cardinality',
  when: either(COUNTERS.map((counter) => above(sum(rate(series(counter), '5m'), ['job', 'instance']), 0))),
  for: '5m',
  keepFiringFor: '5m',
  summary: 'Prometheus refuses samples that come too late',
  description: '{{ $value | humanize }} samples a second are older than it takes, and are lost.',
  runbook: {
    meaning:
      'What waited in a queue of the Collector longer than `out_of_order_time_window`, or comes from a machine with a wrong clock, is not stored.',
    checks: [
      'Was Prometheus or the Collector away for longer than half an hour?',
      'Is the clock of a machine wrong? `binnacle doctor` shows the skew.',
      'Do two processes send with the same `service.instance.id`?',
    ],
    firstActions: [
      'Raise `out_of_order_time_window` in prometheus.yml until the queue is empty.',
      'Set the clock right.',
    ],
  },
  tests: {
    fires: {
      name: 'five a second',
      series: [samples(refused, '0+300x20 6000x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'Prometheus refuses samples that come too late',
        description: '5 samples a second are older than it takes, and are lost.',
      },
    },
    staysQuiet: {
      name: 'some after a restart half an hour ago',
      series: [samples(refused, '0 500 500x60')],
      at: '30m',
    },
  },
};
