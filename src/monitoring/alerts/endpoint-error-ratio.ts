import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { divide } from '../promql/arithmetic.ts';
import { above, where } from '../promql/condition.ts';
import { countOf, series } from '../promql/select.ts';
import { endpointErrorRate, endpointRate, recording } from '../recordings/endpoints.ts';
import { samples } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;
const errors = series(endpointErrorRate.metric);

/** Three errors in 5 minutes, as a rate: one or two alone are no trend, however few requests there are. */
const FEWEST_ERRORS = 3 / 300;

const labels = {
  job: 'shop/orders',
  deployment_environment_name: 'production',
  http_request_method: 'GET',
  http_route: '/orders/{id}',
};
const answered = (http_response_status_code: string) =>
  countOf(duration, { ...labels, http_response_status_code });

export const alert: Alert = {
  id: 'endpoint-error-ratio',
  severity: 'critical',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'endpoint-detail',
  when: where(above(divide(errors, series(endpointRate.metric)), 0.01), above(errors, FEWEST_ERRORS)),
  reads: [recording],
  // So that a dependency that fails is known before those who ask it: rules record once a minute.
  for: '2m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.http_request_method }} {{ $labels.http_route }} fails',
  description:
    '{{ $value | humanizePercentage }} of its requests failed in the last 5 minutes; 1% is the limit.',
  runbook: {
    meaning: 'Users get server errors (5xx) from one endpoint. Nothing is sampled away: the share is exact.',
    checks: [
      'In the dashboard “Service overview”, is it one endpoint, or every endpoint of the service?',
      'Did `service_version` change shortly before?',
      'In Jaeger, open traces of the endpoint with `error=true`: which span fails first, and is it another service?',
      'Do log records with the same trace id say why?',
    ],
    firstActions: [
      'After a release: roll back.',
      'If a dependency fails: follow that service’s own alerts; switch the feature off where that is possible.',
    ],
  },
  tests: {
    fires: {
      name: 'two of a hundred requests fail',
      series: [samples(answered('200'), '0+98x60'), samples(answered('500'), '0+2x20 40x40')],
      at: '10m',
      resolvedAt: '40m',
      alert: {
        labels,
        summary: 'shop/orders: GET /orders/{id} fails',
        description: '2% of its requests failed in the last 5 minutes; 1% is the limit.',
      },
    },
    staysQuiet: {
      name: 'two errors in all, of few requests',
      series: [samples(answered('200'), '0+1x20'), samples(answered('500'), '0 0 0 0 0 1 1 2x14')],
      at: '8m',
    },
  },
};
