import type { Alert } from '../alert.ts';
import { unlessUsual } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, where } from '../promql/condition.ts';
import { offset } from '../promql/over-time.ts';
import { countOf, series } from '../promql/select.ts';
import { recording as baselines, clientErrorBaseline } from '../recordings/baselines.ts';
import {
  endpointClientErrorRate,
  endpointClientErrorRatio,
  endpointRate,
  recording as endpoints,
} from '../recordings/endpoints.ts';
import { recording as services } from '../recordings/services.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;
const ratio = series(endpointClientErrorRatio.metric);

/** The same share as for 5xx. Clients ask for what is not there every day, so it has to be unusual as well. */
const LIMIT = 0.01;

/** Thirty in 5 minutes, as a rate: one client that is wrong is no trend. */
const FEWEST_ERRORS = 30 / 300;

/** Before that nobody knows what is usual for an endpoint: the hour that counts ends a quarter of an hour ago. */
const KNOWN_FOR = '30m';

const labels = { ...SHOP, http_request_method: 'POST', http_route: '/orders' };
const answered = (http_response_status_code: string) =>
  countOf(duration, { ...labels, http_response_status_code });

export const alert: Alert = {
  id: 'endpoint-client-errors',
  severity: 'warning',
  team: 'application',
  dashboard: 'endpoint-detail',
  when: where(
    where(
      unlessUsual(above(ratio, LIMIT), 2, clientErrorBaseline),
      above(series(endpointClientErrorRate.metric), FEWEST_ERRORS),
    ),
    offset(series(endpointRate.metric), KNOWN_FOR),
  ),
  reads: [endpoints, services, baselines],
  for: '10m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.http_request_method }} {{ $labels.http_route }} turns clients away',
  description:
    '{{ $value | humanizePercentage }} of its requests were answered with 4xx in the last 5 minutes: more than 1%, and more ' +
    'than twice what the last hour, this time yesterday and this time last week had.',
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
      name: 'from one request in a hundred to one in five',
      series: [
        samples(answered('201'), '0+99x120 11880+80x30 14280+99x60'),
        samples(answered('422'), '0+1x120 120+20x30 720+1x60'),
      ],
      at: '135m',
      resolvedAt: '180m',
      alert: {
        labels,
        summary: 'shop/orders: POST /orders turns clients away',
        description:
          '20% of its requests were answered with 4xx in the last 5 minutes: more than 1%, and more than twice what the ' +
          'last hour, this time yesterday and this time last week had.',
      },
    },
    alsoFires: {
      name: 'the first refusals ever, one request in twenty',
      series: [
        samples(answered('201'), '0+190x120 22800+190x20 26600+200x60'),
        samples(answered('422'), '0x120 0+10x20 200x60'),
      ],
      at: '135m',
      resolvedAt: '180m',
      alert: {
        labels,
        summary: 'shop/orders: POST /orders turns clients away',
        description:
          '5% of its requests were answered with 4xx in the last 5 minutes: more than 1%, and more than twice what the ' +
          'last hour, this time yesterday and this time last week had.',
      },
    },
    staysQuiet: {
      name: 'one in five, as ever',
      series: [samples(answered('201'), '0+80x180'), samples(answered('404'), '0+20x180')],
      at: '135m',
    },
    alsoStaysQuiet: {
      name: 'one in five from the start, of an endpoint that is new',
      series: [samples(answered('201'), '0+80x60'), samples(answered('404'), '0+20x60')],
      at: '20m',
    },
  },
};
