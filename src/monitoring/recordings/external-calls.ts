import { createBaseline } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { measured } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { bucketsOf, countOf } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';

const duration = METRICS.httpClientRequestDuration;

/** Who calls, and whom. */
const CALL = ['job', 'deployment_environment_name', 'server_address'] as const;

export const externalRate = record(
  'external:http_client_requests:rate5m',
  { unit: '1', description: 'Requests a second that a service makes of another.' },
  sum(rate(countOf(duration), '5m'), CALL),
);

export const externalP95 = record(
  'external:http_client_request_duration_seconds:p95_5m',
  { unit: 's', description: '95 % of the requests that a service makes of another are faster.' },
  measured(quantile(0.95, sum(rate(bucketsOf(duration), '5m'), [...CALL, 'le']))),
);

export const externalErrorRate = record(
  'external:http_client_errors:rate5m',
  { unit: '1', description: 'Requests a second that a service makes of another and that fail.' },
  sum(rate(countOf(duration, { error_type: { pattern: '.+' } }), '5m'), CALL),
);

export const externalBaseline = createBaseline(externalP95);

/** Calls of other services, and what is usual for them. */
export const recording: Recording = {
  id: 'external-calls',
  rules: [externalRate, externalErrorRate, externalP95, ...externalBaseline.rules],
};
