import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { losses } from '../losses.ts';
import { either } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [
  METRICS.sendFailedSpans,
  METRICS.sendFailedMetricPoints,
  METRICS.sendFailedLogRecords,
  METRICS.enqueueFailedSpans,
  METRICS.enqueueFailedMetricPoints,
  METRICS.enqueueFailedLogRecords,
] as const;

const labels = { job: 'collector', instance: 'collector:8888', exporter: 'otlp_grpc/jaeger' };
const failed = series(METRICS.sendFailedSpans, labels);

export const alert: Alert = {
  id: 'collector-losing-data',
  severity: 'critical',
  team: 'platform',
  dashboard: 'pipeline',
  when: either(COUNTERS.map((counter) => losses(counter, ['job', 'instance', 'exporter']))),
  for: '1m',
  // Longer than what it mutes needs to see data again.
  keepFiringFor: '10m',
  summary: 'The Collector {{ $labels.instance }} loses data on the way to {{ $labels.exporter }}',
  description:
    '{{ $value | humanize }} spans, data points or log records a second were given up or turned away.',
  runbook: {
    meaning:
      'The Collector gave data up, because the backend refused it or was away for an hour, or it turned data away, ' +
      'because the queue is full; SDKs try that again for a while. What waits in the queue does not count here.',
    checks: [
      'What does the Collector’s log say about the exporter: a status, a refused connection, a full queue?',
      'Is the backend up (alert target-down) and does it have disk space?',
      'Did Prometheus refuse samples as too old or out of order (`prometheus_tsdb_out_of_order_samples_total`)?',
    ],
    firstActions: [
      'Bring the backend back; what is queued is sent by itself.',
      'If the queue is full for long: lower the traffic with another value of `BINNACLE_SAMPLING`.',
    ],
  },
  tests: {
    fires: {
      name: 'spans that Jaeger refuses',
      series: [samples(failed, '0+120x20 2400x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The Collector collector:8888 loses data on the way to otlp_grpc/jaeger',
        description: '2 spans, data points or log records a second were given up or turned away.',
      },
    },
    alsoFires: {
      name: 'log records that a full queue turned away once',
      series: [
        samples(
          series(METRICS.enqueueFailedLogRecords, { ...labels, exporter: 'otlp_http/loki' }),
          '_ _ 600x40',
        ),
      ],
      at: '5m',
      resolvedAt: '25m',
      alert: {
        labels: { ...labels, exporter: 'otlp_http/loki' },
        summary: 'The Collector collector:8888 loses data on the way to otlp_http/loki',
        description: '2 spans, data points or log records a second were given up or turned away.',
      },
    },
    staysQuiet: {
      name: 'a loss that was over half an hour ago',
      series: [samples(failed, '0 500 500x40')],
      at: '30m',
    },
    alsoStaysQuiet: {
      name: 'an old loss, and Prometheus was away for twenty minutes',
      series: [samples(failed, '0 500 500x20 _x20 500x20')],
      at: '45m',
    },
  },
};
