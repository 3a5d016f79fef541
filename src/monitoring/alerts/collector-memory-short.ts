import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { COLLECTOR } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [
  METRICS.limiterRefusedSpans,
  METRICS.limiterRefusedMetricPoints,
  METRICS.limiterRefusedLogRecords,
] as const;

const labels = COLLECTOR;
const refused = series(METRICS.limiterRefusedSpans, { ...labels, processor: 'memory_limiter' });

export const alert: Alert = {
  id: 'collector-memory-short',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: either(COUNTERS.map((counter) => above(sum(rate(series(counter), '5m'), ['job', 'instance']), 0))),
  for: '2m',
  keepFiringFor: '5m',
  summary: 'The Collector {{ $labels.instance }} is short of memory',
  description:
    'Its memory limiter refuses {{ $value | humanize }} spans, data points or log records a second.',
  runbook: {
    meaning:
      'The Collector is at its limit of memory and protects itself: it takes nothing until some is free again.',
    checks: [
      'How much memory does it take, and how much may it (`BINNACLE_COLLECTOR_MEMORY_MIB`)?',
      'How many traces wait for a decision (`otelcol_processor_tail_sampling_sampling_traces_on_memory`)?',
      'Is a backend slow, so that data waits in memory?',
    ],
    firstActions: [
      'Give it more memory, and raise `BINNACLE_COLLECTOR_MEMORY_MIB` and `GOMEMLIMIT` with it.',
      'Start a second Collector behind a load balancer that keeps traces together.',
    ],
  },
  tests: {
    fires: {
      name: 'ten spans a second',
      series: [samples(refused, '0+600x20 12000x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'The Collector collector:8888 is short of memory',
        description: 'Its memory limiter refuses 10 spans, data points or log records a second.',
      },
    },
    staysQuiet: {
      name: 'a moment half an hour ago',
      series: [samples(refused, '0 500 500x60')],
      at: '30m',
    },
  },
};
