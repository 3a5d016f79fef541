import type { Alert } from '../alert.ts';
import { aboveUsual } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { recording as baselines, p95Baseline } from '../recordings/baselines.ts';
import { endpointP95, endpointRate, recording as endpoints } from '../recordings/endpoints.ts';
import { recording as services } from '../recordings/services.ts';
import { SHOP } from '../test-labels.ts';
import { histogram } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;
const p95 = series(endpointP95.metric);

/** Below this nobody notices, however unusual it is. */
const NOTICED_SECONDS = 0.1;

/** About twenty requests in 5 minutes, as a rate: of fewer, the slowest one alone is the 95th percentile. */
const FEWEST_REQUESTS = 0.066;

const labels = { ...SHOP, http_request_method: 'GET', http_route: '/orders' };

export const alert: Alert = {
  id: 'endpoint-latency-unusual',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'endpoint-detail',
  when: where(
    where(aboveUsual(p95, 2, p95Baseline), above(p95, NOTICED_SECONDS)),
    above(series(endpointRate.metric), FEWEST_REQUESTS),
  ),
  reads: [endpoints, services, baselines],
  for: '5m',
  keepFiringFor: '5m',
  summary:
    '{{ $labels.job }}: {{ $labels.http_request_method }} {{ $labels.http_route }} is slower than usual',
  description:
    '95% of its requests take up to {{ $value | humanizeDuration }}: more than twice what the last hour, this time ' +
    'yesterday and this time last week had.',
  runbook: {
    meaning:
      'An endpoint is far slower than it was an hour ago, a day ago and a week ago; with less history, what there is ' +
      'counts. It may still be below the limit that holds for all endpoints.',
    checks: [
      'When did it begin, and was there a release, a change of a setting or of the data then?',
      'Did its traffic change as well (panel “Requests per second by endpoint”)?',
      'In Jaeger, compare a trace of now with one of yesterday: which span has grown?',
    ],
    firstActions: [
      'After a release: roll back.',
      'If a dependency has become slower: see the alert external-latency, and its owners.',
    ],
  },
  tests: {
    fires: {
      name: 'from a tenth of a second to a second for half an hour',
      series: histogram(duration, labels, [
        [0.05, '0x240'],
        [0.1, '0+60x150 9000x30 9060+60x60'],
        [0.5, '0+60x150 9000x30 9060+60x60'],
        [1, '0+60x150 9060+60x30 10860+60x60'],
      ]),
      at: '160m',
      resolvedAt: '200m',
      alert: {
        labels,
        summary: 'shop/orders: GET /orders is slower than usual',
        description:
          '95% of its requests take up to 975ms: more than twice what the last hour, this time yesterday and this ' +
          'time last week had.',
      },
    },
    staysQuiet: {
      name: 'as slow as ever',
      series: histogram(duration, labels, [
        [0.5, '0x240'],
        [1, '0+60x240'],
      ]),
      at: '160m',
    },
  },
};
