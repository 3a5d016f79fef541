import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { divide } from '../promql/arithmetic.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const by = ['job', 'instance', 'exporter', 'data_type'] as const;
const labels = {
  job: 'collector',
  instance: 'collector:8888',
  exporter: 'otlp_grpc/jaeger',
  data_type: 'traces',
};
const capacity = samples(series(METRICS.queueCapacity, labels), '200000x60');
const size = series(METRICS.queueSize, labels);

export const alert: Alert = {
  id: 'collector-queue-filling',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: above(divide(sum(series(METRICS.queueSize), by), sum(series(METRICS.queueCapacity), by)), 0.7),
  for: '2m',
  keepFiringFor: '2m',
  summary: 'The queue of {{ $labels.exporter }} in the Collector {{ $labels.instance }} fills up',
  description:
    'The queue for {{ $labels.data_type }} is {{ $value | humanizePercentage }} full; at 100% data is lost.',
  runbook: {
    meaning: 'The Collector takes in more than the backend takes from it. Nothing is lost yet.',
    checks: [
      'Is the backend up, and does it answer in time?',
      'Did the traffic rise? Compare `otelcol_receiver_accepted_spans_total` with a day ago.',
      'Is there space on the volume of the queue?',
    ],
    firstActions: [
      'Bring the backend back, or give it more resources.',
      'Set `BINNACLE_SAMPLING` to a preset that keeps less.',
    ],
  },
  tests: {
    fires: {
      name: 'three quarters full',
      series: [samples(size, '150000x20 10x40'), capacity],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The queue of otlp_grpc/jaeger in the Collector collector:8888 fills up',
        description: 'The queue for traces is 75% full; at 100% data is lost.',
      },
    },
    staysQuiet: {
      name: 'half full',
      series: [samples(size, '100000x60'), capacity],
      at: '10m',
    },
  },
};
