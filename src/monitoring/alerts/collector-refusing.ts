import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { COLLECTOR } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [
  METRICS.refusedSpans,
  METRICS.refusedMetricPoints,
  METRICS.refusedLogRecords,
  METRICS.failedSpans,
  METRICS.failedMetricPoints,
  METRICS.failedLogRecords,
] as const;

const labels = { ...COLLECTOR, receiver: 'otlp' };
const refused = series(METRICS.refusedSpans, { ...labels, transport: 'http' });

export const alert: Alert = {
  id: 'collector-refusing',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: either(
    COUNTERS.map((counter) => above(sum(rate(series(counter), '5m'), ['job', 'instance', 'receiver']), 0)),
  ),
  for: '2m',
  keepFiringFor: '5m',
  summary: 'The Collector {{ $labels.instance }} turns data away',
  description:
    'Its receiver {{ $labels.receiver }} refuses {{ $value | humanize }} spans, data points or log records a second.',
  runbook: {
    meaning:
      'The Collector is short of memory or its queues are full, and asks the services to keep their data for now. They do so for a while; then it is lost.',
    checks: [
      'Is a queue full (alert collector-queue-filling)? Then a backend is the cause.',
      'Is memory short: compare `otelcol_process_memory_rss_bytes` with the limit of the container.',
      'Did one service begin to send much more?',
    ],
    firstActions: [
      'Bring the backend back, or give the Collector more memory.',
      'Set `BINNACLE_SAMPLING` to a preset that sends less.',
    ],
  },
  tests: {
    fires: {
      name: 'two spans a second',
      series: [samples(refused, '0+120x20 2400x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The Collector collector:8888 turns data away',
        description: 'Its receiver otlp refuses 2 spans, data points or log records a second.',
      },
    },
    staysQuiet: {
      name: 'a moment half an hour ago',
      series: [samples(refused, '0 500 500x60')],
      at: '30m',
    },
  },
};
