import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COUNTERS = [
  METRICS.sdkSpansProcessed,
  METRICS.sdkLogsProcessed,
  METRICS.sdkSpansExported,
  METRICS.sdkLogsExported,
] as const;

const LOST = { error_type: { pattern: '.+' } } as const;
const by = ['job', 'deployment_environment_name', 'error_type'] as const;
const labels = { ...SHOP, error_type: 'queue_full' };

export const alert: Alert = {
  id: 'sdk-losing-data',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: either(COUNTERS.map((counter) => above(sum(rate(series(counter, LOST), '5m'), by), 0))),
  for: '2m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }} loses telemetry before it reaches the Collector',
  description: '{{ $value | humanize }} spans or log records a second are dropped: {{ $labels.error_type }}.',
  runbook: {
    meaning:
      'A service makes more than it can send, or the Collector does not take it. Traces have gaps; metrics are complete, ' +
      'as they are counted before.',
    checks: [
      'Is the Collector up, and does it refuse data (alert collector-refusing)?',
      'What does the service’s log say about exports?',
      'Is one service much larger than the others, or does it log in a loop?',
    ],
    firstActions: [
      'Bring the Collector back, or give it more memory.',
      'Set `BINNACLE_SAMPLING` to a preset that sends less, or `BINNACLE_BUFFER_DIR` to bridge outages.',
    ],
  },
  tests: {
    fires: {
      name: 'a full queue',
      series: [samples(series(METRICS.sdkSpansProcessed, labels), '0+120x20 2400x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'shop/orders loses telemetry before it reaches the Collector',
        description: '2 spans or log records a second are dropped: queue_full.',
      },
    },
    staysQuiet: {
      name: 'everything is sent',
      series: [samples(series(METRICS.sdkSpansProcessed, SHOP), '0+120x40')],
      at: '20m',
    },
  },
};
