import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { COLLECTOR } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const COLLECTOR_ERROR = ['job', 'instance', 'error'] as const;
const dropped = (error: string) => series(METRICS.webSeriesPoints, { ...COLLECTOR, error });

export const alert: Alert = {
  id: 'web-series-dropped',
  severity: 'warning',
  team: 'platform',
  dashboard: 'web-experience',
  when: above(
    sum(increase(series(METRICS.webSeriesPoints, { error: { pattern: '.+' } }), '15m'), COLLECTOR_ERROR),
    0,
  ),
  for: '5m',
  keepFiringFor: '15m',
  summary: 'The Collector drops metrics of pages: {{ $labels.error }}',
  description:
    '{{ $value | printf "%.0f" }} data points in 15 minutes. With “limit” there are more series than browsers.seriesLimit allows.',
  runbook: {
    meaning:
      'The dashboard “Web experience” shows less than there is: new pages, errors or elements are not counted.',
    checks: [
      'Which label has so many values: `count by (url_template) (browser_views_total)`, the same with `browser_element` and `binnacle_error_fingerprint`?',
      'Does the page call `setView` with a pattern, or with what has ids in it?',
      'Does somebody send made-up data: many services, versions or countries at once?',
    ],
    firstActions: [
      'Have the page say patterns (`setView`), and name its services (`browsers.services`), so that nobody else sends.',
      'Where all of it is wanted: raise `browsers.seriesLimit`, and look at the alert SeriesGrowing.',
    ],
  },
  tests: {
    fires: {
      name: 'a hundred points a minute are dropped for a quarter of an hour',
      series: [samples(dropped('limit'), '0x10 0+100x15 1500x60')],
      at: '25m',
      resolvedAt: '65m',
      alert: {
        labels: { ...COLLECTOR, error: 'limit' },
        summary: 'The Collector drops metrics of pages: limit',
        description:
          '1400 data points in 15 minutes. With “limit” there are more series than browsers.seriesLimit allows.',
      },
    },
    staysQuiet: {
      name: 'all points are counted',
      series: [
        samples(series(METRICS.webSeriesPoints, COLLECTOR), '0+100x60'),
        samples(dropped('limit'), '0x60'),
      ],
      at: '30m',
    },
  },
};
