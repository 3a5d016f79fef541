import { METRICS } from '../catalogue/index.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { divide } from '../promql/arithmetic.ts';
import { measured } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';
import { CLIENT_ERROR, SERVER_ERROR } from '../red.ts';

const duration = METRICS.httpServerRequestDuration;

/** What tells endpoints apart in rules: with the environment, so that staging does not hide in production. */
export const RECORDED_ENDPOINT = [
  'job',
  'deployment_environment_name',
  'http_request_method',
  'http_route',
] as const;

export const endpointRate = record(
  'endpoint:http_server_requests:rate5m',
  { unit: '1', description: 'Requests a second of an endpoint.' },
  sum(rate(countOf(duration), '5m'), RECORDED_ENDPOINT),
);

export const endpointErrorRate = record(
  'endpoint:http_server_errors:rate5m',
  { unit: '1', description: 'Requests a second of an endpoint that were answered with 5xx.' },
  sum(rate(countOf(duration, SERVER_ERROR), '5m'), RECORDED_ENDPOINT),
);

export const endpointClientErrorRate = record(
  'endpoint:http_server_client_errors:rate5m',
  { unit: '1', description: 'Requests a second of an endpoint that were answered with 4xx.' },
  sum(rate(countOf(duration, CLIENT_ERROR), '5m'), RECORDED_ENDPOINT),
);

export const endpointClientErrorRatio = record(
  'endpoint:http_server_client_errors:ratio5m',
  { unit: '1', description: 'Share of the requests of an endpoint that were answered with 4xx.' },
  measured(divide(series(endpointClientErrorRate.metric), series(endpointRate.metric))),
);

export const endpointP95 = record(
  'endpoint:http_server_request_duration_seconds:p95_5m',
  { unit: 's', description: '95 % of the requests of an endpoint are faster.' },
  measured(quantile(0.95, sum(rate(bucketsOf(duration), '5m'), [...RECORDED_ENDPOINT, 'le']))),
);

/** Rates and durations of each endpoint, for dashboards that look at many and for baselines. */
export const recording: Recording = {
  id: 'endpoints',
  rules: [endpointRate, endpointErrorRate, endpointClientErrorRate, endpointClientErrorRatio, endpointP95],
};
