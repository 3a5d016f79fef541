import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { share } from '../promql/arithmetic.ts';
import { above } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const BY = ['job', 'instance', 'operation'] as const;
const requests = METRICS.jaegerStorageRequests;

const labels = { job: 'jaeger', instance: 'jaeger:8887', operation: 'find_traces' };
const asked = (result: 'ok' | 'err') => series(requests, { ...labels, result });

export const alert: Alert = {
  id: 'trace-store-failing',
  severity: 'warning',
  team: 'platform',
  dashboard: 'pipeline',
  when: above(
    share(sum(rate(series(requests, { result: 'err' }), '5m'), BY), sum(rate(series(requests), '5m'), BY)),
    0.1,
  ),
  for: '5m',
  keepFiringFor: '5m',
  summary: 'Jaeger cannot read its traces',
  description: '{{ $value | humanizePercentage }} of the requests {{ $labels.operation }} fail in its store.',
  runbook: {
    meaning:
      'Whoever looks for a trace gets an error. Traces may be stored nonetheless; the alert collector-losing-data tells where not.',
    checks: [
      'What does Jaeger’s log say: a full disk, a damaged file, no memory?',
      'Does the alert disk-full or disk-filling fire for its volume?',
    ],
    firstActions: [
      'Make room on the disk, or lower `TRACES_RETENTION_DAYS`.',
      'Restart Jaeger; if its files are damaged, move them away and let it begin anew.',
    ],
  },
  tests: {
    fires: {
      name: 'every second search fails, for twenty minutes',
      series: [samples(asked('ok'), '0+6x60'), samples(asked('err'), '0+6x20 120x40')],
      at: '15m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'Jaeger cannot read its traces',
        description: '50% of the requests find_traces fail in its store.',
      },
    },
    staysQuiet: {
      name: 'one search of twenty fails',
      series: [samples(asked('ok'), '0+19x30'), samples(asked('err'), '0+1x30')],
      at: '20m',
    },
  },
};
