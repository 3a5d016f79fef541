import { METRICS } from '../catalogue/index.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { measured } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';
import { NO_SERVER_ERROR, SERVER_ERROR } from '../red.ts';

const duration = METRICS.httpServerRequestDuration;

export const RECORDED_SERVICE = ['job', 'deployment_environment_name'] as const;

export const serviceRate = record(
  'service:http_server_requests:rate5m',
  { unit: '1', description: 'Requests a second of a service.' },
  sum(rate(countOf(duration), '5m'), RECORDED_SERVICE),
);

export const serviceErrorRate = record(
  'service:http_server_errors:rate5m',
  { unit: '1', description: 'Requests a second of a service that were answered with 5xx.' },
  sum(rate(countOf(duration, SERVER_ERROR), '5m'), RECORDED_SERVICE),
);

export const serviceBuckets = record(
  'service:http_server_request_duration_seconds_bucket:rate5m',
  { unit: '1', description: 'Requests a second of a service that were at most as slow as `le`.' },
  sum(rate(bucketsOf(duration), '5m'), [...RECORDED_SERVICE, 'le']),
);

/** Apart from those that failed: a failure may be slow, and then was in no bucket that it could be taken from. */
export const serviceAnsweredBuckets = record(
  'service:http_server_answered_duration_seconds_bucket:rate5m',
  { unit: '1', description: 'Requests a second of a service that were not answered with 5xx, up to `le`.' },
  sum(rate(bucketsOf(duration, NO_SERVER_ERROR), '5m'), [...RECORDED_SERVICE, 'le']),
);

export const serviceP95 = record(
  'service:http_server_request_duration_seconds:p95_5m',
  { unit: 's', description: '95 % of the requests of a service are faster.' },
  measured(quantile(0.95, series(serviceBuckets.metric))),
);

/** Rates of each service, whatever the number of its endpoints and instances. */
export const recording: Recording = {
  id: 'services',
  rules: [serviceRate, serviceErrorRate, serviceBuckets, serviceAnsweredBuckets, serviceP95],
};
