import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { losses } from '../losses.ts';
import { either } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const BY = ['job', 'instance', 'remote_name'] as const;
/** What `write_relabel_configs` leave out is counted too. */
const NOT_MEANT = { reason: { notPattern: 'dropped_series' } } as const;

const labels = { ...PROMETHEUS, remote_name: 'long' };
const failed = series(METRICS.remoteWriteFailed, labels);
const dropped = (reason: string) => series(METRICS.remoteWriteDropped, { ...labels, reason });

export const alert: Alert = {
  id: 'remote-write-losing-data',
  severity: 'critical',
  team: 'platform',
  dashboard: 'pipeline',
  when: either([losses(METRICS.remoteWriteFailed, BY), losses(METRICS.remoteWriteDropped, BY, NOT_MEANT)]),
  for: '1m',
  keepFiringFor: '5m',
  summary: 'Samples do not reach the long-term store {{ $labels.remote_name }}',
  description: '{{ $value | humanize }} samples a second were refused for good or thrown away.',
  runbook: {
    meaning:
      'What rules record is missing from the store that keeps it for long. Nothing is missing today; error budgets and ' +
      'comparisons with last week will be wrong once Prometheus has removed its own samples.',
    checks: [
      'What does the log of Prometheus say (`non-recoverable error`)? 400 is a store that refuses samples as too old, out of order or above a limit; 401 and 403 are credentials.',
      'What does the store’s own log say, and has it disk space?',
      'Was the store away for longer than the write-ahead log lasts, two hours at least?',
    ],
    firstActions: [
      'Bring the store back, or raise its limit.',
      'While Prometheus still has the samples: copy them with `promtool tsdb dump-openmetrics` and `promtool tsdb create-blocks-from openmetrics`.',
    ],
  },
  tests: {
    fires: {
      name: 'two a second are refused',
      series: [samples(failed, '0+120x20 2400x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'Samples do not reach the long-term store long',
        description: '2 samples a second were refused for good or thrown away.',
      },
    },
    alsoFires: {
      name: 'some that waited too long were thrown away at once',
      series: [samples(dropped('too_old'), '_ _ 600x40')],
      at: '5m',
      resolvedAt: '15m',
      alert: {
        labels,
        summary: 'Samples do not reach the long-term store long',
        description: '2 samples a second were refused for good or thrown away.',
      },
    },
    staysQuiet: {
      name: 'what is not meant for it is left out',
      series: [samples(dropped('dropped_series'), '_ _ 600+600x40'), samples(failed, '0x40')],
      at: '20m',
    },
  },
};
