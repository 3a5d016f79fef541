import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above, either } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const labels = PROMETHEUS;
const failed = series(METRICS.compactionsFailed, labels);

export const alert: Alert = {
  id: 'prometheus-storage-damaged',
  severity: 'critical',
  team: 'platform',
  dashboard: 'cardinality',
  when: either([
    above(sum(increase(series(METRICS.compactionsFailed), '30m'), ['job', 'instance']), 0),
    above(sum(increase(series(METRICS.walCorruptions), '30m'), ['job', 'instance']), 0),
  ]),
  for: '0m',
  keepFiringFor: '5m',
  summary: 'Prometheus cannot keep its metrics in order',
  description: '{{ $value | humanize }} compactions failed or records were damaged within half an hour.',
  runbook: {
    meaning:
      'Writing to the disk fails or what was written is damaged. Metrics of the last hours may be lost at the next restart.',
    checks: [
      'Is the disk full (alert disk-filling)?',
      'What does the log of Prometheus say?',
      'Does the kernel report errors of the disk (`dmesg`)?',
    ],
    firstActions: ['Make room, or shorten `METRICS_RETENTION_DAYS`.', 'Move the data to another disk.'],
  },
  tests: {
    fires: {
      name: 'compactions that fail',
      series: [samples(failed, '0 0 0 2x60')],
      at: '10m',
      resolvedAt: '50m',
      alert: {
        labels,
        summary: 'Prometheus cannot keep its metrics in order',
        description: '2 compactions failed or records were damaged within half an hour.',
      },
    },
    staysQuiet: {
      name: 'one that failed before the last start',
      series: [samples(failed, '1x60')],
      at: '20m',
    },
  },
};
