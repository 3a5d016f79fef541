import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { FILESYSTEM } from '../filesystems.ts';
import { divide } from '../promql/arithmetic.ts';
import { below, where } from '../promql/condition.ts';
import { predicted } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { samples } from '../test-series.ts';

const available = series(METRICS.nodeFilesystemAvailable, FILESYSTEM);
const DAY_SECONDS = 86_400;

const labels = {
  job: 'node',
  instance: 'node-exporter:9100',
  device: '/dev/sda1',
  fstype: 'ext4',
  mountpoint: '/',
};
const size = samples(series(METRICS.nodeFilesystemSize, labels), '100000000000x600');
const left = series(METRICS.nodeFilesystemAvailable, labels);

export const alert: Alert = {
  id: 'disk-filling',
  severity: 'warning',
  team: 'platform',
  tier: 'host',
  dashboard: 'host',
  when: where(
    below(divide(available, series(METRICS.nodeFilesystemSize, FILESYSTEM)), 0.3),
    below(predicted(available, '6h', DAY_SECONDS), 0),
  ),
  for: '30m',
  keepFiringFor: '30m',
  summary: '{{ $labels.mountpoint }} of {{ $labels.instance }} will be full within a day',
  description:
    '{{ $value | humanizePercentage }} of it are left, and at the pace of the last six hours that is less than a day.',
  runbook: {
    meaning: 'At this pace the disk is full tomorrow.',
    checks: [
      'What grows: compare `du -xh --max-depth=1` with an hour ago?',
      'Did a log level change, or a backup stop removing old ones?',
    ],
    firstActions: ['Stop what grows, or shorten its retention.', 'Make the disk larger while there is time.'],
  },
  tests: {
    fires: {
      name: 'two gigabytes an hour of the last twenty',
      series: [samples(left, '25000000000-33000000x400 90000000000x200'), size],
      at: '380m',
      resolvedAt: '590m',
      alert: {
        labels,
        summary: '/ of node-exporter:9100 will be full within a day',
        description: '12.46% of it are left, and at the pace of the last six hours that is less than a day.',
      },
    },
    staysQuiet: {
      name: 'as slow as a gigabyte a week',
      series: [samples(left, '25000000000-100000x600'), size],
      at: '380m',
    },
  },
};
