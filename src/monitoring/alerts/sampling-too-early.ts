import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { COLLECTOR } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const labels = COLLECTOR;
const dropped = series(METRICS.tailSamplingDroppedTooEarly, labels);

export const alert: Alert = {
  id: 'sampling-too-early',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: above(sum(rate(series(METRICS.tailSamplingDroppedTooEarly), '5m'), ['job', 'instance']), 0),
  for: '5m',
  keepFiringFor: '5m',
  summary: 'The Collector {{ $labels.instance }} drops traces before it has looked at them',
  description:
    '{{ $value | humanize }} traces a second have to go before their decision: errors and slow requests among them.',
  runbook: {
    meaning: 'More traces wait for a decision than the Collector may hold, and the oldest go unseen.',
    checks: [
      'How many traces come a second (`otelcol_processor_tail_sampling_new_trace_id_received_total`)? They times `decision_wait` have to fit into `num_traces`.',
      'Did the traffic rise, or did a service begin to make a trace of every timer?',
    ],
    firstActions: [
      'Raise `num_traces`, and the memory with it.',
      'Set `BINNACLE_SAMPLING` to high-volume, so that services decide about most traces themselves.',
    ],
  },
  tests: {
    fires: {
      name: 'one a second',
      series: [samples(dropped, '0+60x20 1200x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The Collector collector:8888 drops traces before it has looked at them',
        description:
          '1 traces a second have to go before their decision: errors and slow requests among them.',
      },
    },
    staysQuiet: {
      name: 'none for half an hour',
      series: [samples(dropped, '0 500 500x60')],
      at: '30m',
    },
  },
};
