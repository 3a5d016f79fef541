import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { endpointP95, endpointRate, recording } from '../recordings/endpoints.ts';
import { histogram } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;

/** About twenty requests in 5 minutes, as a rate: of fewer, the slowest one alone is the 95th percentile. */
const FEWEST_REQUESTS = 0.066;

const labels = {
  job: 'shop/orders',
  deployment_environment_name: 'production',
  http_request_method: 'GET',
  http_route: '/report',
};

export const alert: Alert = {
  id: 'endpoint-latency',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'endpoint-detail',
  when: where(above(series(endpointP95.metric), 1), above(series(endpointRate.metric), FEWEST_REQUESTS)),
  reads: [recording],
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.http_request_method }} {{ $labels.http_route }} is slow',
  description: '95% of its requests take up to {{ $value | humanizeDuration }}; 1s is the limit.',
  runbook: {
    meaning: 'One request in twenty takes longer than a second at one endpoint.',
    checks: [
      'In the dashboard “Service overview”, do p50 and p95 rise together (all requests) or p95 alone (some of them)?',
      'In Jaeger, sort traces of the endpoint by duration: which span takes the time, or is there a gap between spans?',
      'Is the event loop late (panel “Event loop delay”)? Then it is the process, not a dependency.',
      'Did the request rate rise?',
    ],
    firstActions: [
      'After a release: roll back.',
      'If a query or a dependency is slow: limit the calls, add a timeout, or serve a cached answer.',
      'If the process is busy: add instances.',
    ],
  },
  tests: {
    fires: {
      name: 'every request takes between 1 and 2.5 seconds',
      series: histogram(duration, labels, [
        [1, '0x60'],
        [2.5, '0+60x20 1200x40'],
      ]),
      at: '15m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'shop/orders: GET /report is slow',
        description: '95% of its requests take up to 2.425s; 1s is the limit.',
      },
    },
    staysQuiet: {
      name: 'as slow, but three requests a minute',
      series: histogram(duration, labels, [
        [1, '0x60'],
        [2.5, '0+3x20'],
      ]),
      at: '15m',
    },
  },
};
