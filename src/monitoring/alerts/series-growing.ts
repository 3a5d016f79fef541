import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, aboveTimes, where } from '../promql/condition.ts';
import { averageOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { PROMETHEUS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const now = series(METRICS.headSeries);
const FEWEST_SERIES = 100_000;

const labels = PROMETHEUS;
const head = series(METRICS.headSeries, labels);

export const alert: Alert = {
  id: 'series-growing',
  severity: 'warning',
  team: 'platform',
  dashboard: 'cardinality',
  when: where(aboveTimes(now, 2, averageOver(now, '6h', '1h')), above(now, FEWEST_SERIES)),
  for: '15m',
  keepFiringFor: '15m',
  summary: 'Prometheus has twice as many series as a few hours ago',
  description: 'It holds {{ $value | humanize }} series; each takes memory, and each query reads them.',
  runbook: {
    meaning:
      'A label has got values without end: an id, an address, a text. Prometheus takes more memory until it ends.',
    checks: [
      'The page “TSDB status” of Prometheus lists the metrics and labels with the most series.',
      'Was a service or a version released that adds an attribute?',
      '`binnacle.metric.overflows` tells which metric of a service had too many series.',
    ],
    firstActions: [
      'Take the attribute out, with a view of the SDK or in the Collector.',
      'Lower `BINNACLE_MAX_METRIC_SERIES` of the service until then.',
    ],
  },
  tests: {
    fires: {
      name: 'three times as many',
      series: [samples(head, '100000x400 300000x60 100000x120')],
      at: '430m',
      resolvedAt: '500m',
      alert: {
        labels,
        summary: 'Prometheus has twice as many series as a few hours ago',
        description: 'It holds 300k series; each takes memory, and each query reads them.',
      },
    },
    staysQuiet: {
      name: 'a tenth more',
      series: [samples(head, '200000x400 220000x60')],
      at: '430m',
    },
  },
};
