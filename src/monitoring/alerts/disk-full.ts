import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { FILESYSTEM } from '../filesystems.ts';
import { divide } from '../promql/arithmetic.ts';
import { below } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const labels = {
  job: 'node',
  instance: 'node-exporter:9100',
  device: '/dev/sda1',
  fstype: 'ext4',
  mountpoint: '/',
};
const size = samples(series(METRICS.nodeFilesystemSize, labels), '100000000000x60');
const left = series(METRICS.nodeFilesystemAvailable, labels);

export const alert: Alert = {
  id: 'disk-full',
  severity: 'critical',
  team: 'platform',
  tier: 'host',
  dashboard: 'host',
  when: below(
    divide(
      series(METRICS.nodeFilesystemAvailable, FILESYSTEM),
      series(METRICS.nodeFilesystemSize, FILESYSTEM),
    ),
    0.05,
  ),
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.mountpoint }} of {{ $labels.instance }} is full',
  description: '{{ $value | humanizePercentage }} of it are left; below 5% writes begin to fail.',
  runbook: {
    meaning: 'Databases, queues and logs on this disk are about to stop.',
    checks: [
      'What takes the room: `du -xh --max-depth=1` from the mount point?',
      'Is it the monitoring itself: `METRICS_RETENTION_DAYS`, `TRACES_RETENTION_DAYS`, `LOGS_RETENTION_DAYS`?',
    ],
    firstActions: ['Remove old logs, images and dumps.', 'Make the disk larger.'],
  },
  tests: {
    fires: {
      name: 'three percent left',
      series: [samples(left, '3000000000x20 50000000000x40'), size],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: '/ of node-exporter:9100 is full',
        description: '3% of it are left; below 5% writes begin to fail.',
      },
    },
    staysQuiet: {
      name: 'ten percent left',
      series: [samples(left, '10000000000x60'), size],
      at: '10m',
    },
  },
};
