import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { divide } from '../promql/arithmetic.ts';
import { above, where } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { countOf, series } from '../promql/select.ts';
import { endpointRate, RECORDED_ENDPOINT, recording } from '../recordings/endpoints.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;
const CLIENT_ERROR = { http_response_status_code: { pattern: '4..' } } as const;
const errors = sum(rate(countOf(duration, CLIENT_ERROR), '5m'), RECORDED_ENDPOINT);

/** Thirty in 5 minutes, as a rate: one client that is wrong is no trend. */
const FEWEST_ERRORS = 30 / 300;

/** Clients ask for what is not there every day; when a tenth does, it is rather we who have changed something. */
const LIMIT = 0.1;

const labels = { ...SHOP, http_request_method: 'POST', http_route: '/orders' };
const answered = (http_response_status_code: string) =>
  countOf(duration, { ...labels, http_response_status_code });

export const alert: Alert = {
  id: 'endpoint-client-errors',
  severity: 'warning',
  team: 'application',
  dashboard: 'endpoint-detail',
  when: where(above(divide(errors, series(endpointRate.metric)), LIMIT), above(errors, FEWEST_ERRORS)),
  reads: [recording],
  for: '10m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.http_request_method }} {{ $labels.http_route }} turns clients away',
  description:
    '{{ $value | humanizePercentage }} of its requests were answered with 4xx in the last 5 minutes; 10% is the limit.',
  runbook: {
    meaning:
      'Many requests are refused as wrong: a client that was released, a contract that has changed, an expired ' +
      'credential, or somebody who tries out addresses.',
    checks: [
      'Which status is it: 400 and 422 speak of a contract, 401 and 403 of credentials, 404 of addresses, 429 of a limit?',
      'Did `service_version` of this service or of its clients change shortly before?',
      'In Jaeger, do these requests come from one client (`user_agent.original`, `client.address` of the proxy)?',
    ],
    firstActions: [
      'After a release of either side: roll back.',
      'If somebody tries out addresses: limit them at the proxy.',
    ],
  },
  tests: {
    fires: {
      name: 'every fifth request is refused',
      series: [samples(answered('201'), '0+80x60'), samples(answered('422'), '0+20x30 600x30')],
      at: '20m',
      resolvedAt: '50m',
      alert: {
        labels,
        summary: 'shop/orders: POST /orders turns clients away',
        description: '20% of its requests were answered with 4xx in the last 5 minutes; 10% is the limit.',
      },
    },
    staysQuiet: {
      name: 'one in twenty',
      series: [samples(answered('201'), '0+95x60'), samples(answered('404'), '0+5x60')],
      at: '20m',
    },
  },
};
