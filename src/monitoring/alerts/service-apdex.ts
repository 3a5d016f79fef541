import type { Alert } from '../alert.ts';
import { apdex } from '../apdex.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, below, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { recording, serviceRate } from '../recordings/services.ts';
import { SHOP } from '../test-labels.ts';
import { histogram } from '../test-series.ts';

const duration = METRICS.httpServerRequestDuration;

/** About thirty requests in 5 minutes, as a rate. */
const FEWEST_REQUESTS = 0.1;

export const alert: Alert = {
  id: 'service-apdex',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'service-overview',
  when: where(below(apdex, 0.7), above(series(serviceRate.metric), FEWEST_REQUESTS)),
  reads: [recording],
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: users wait or get errors',
  description: 'Its Apdex is {{ $value | printf "%.2f" }}; below 0.7 too many are not satisfied.',
  runbook: {
    meaning:
      'Of all requests of the service too few were answered well within 250 ms; those up to 1 s count half, slower ones ' +
      'and server errors not at all.',
    checks: [
      'In the dashboard “Service overview”, is it the errors or the durations?',
      'Which endpoint has the most requests above a second (table “Endpoints”)?',
    ],
    firstActions: [
      'Follow the alerts of the endpoint: endpoint-error-ratio, endpoint-latency.',
      'After a release: roll back.',
    ],
  },
  tests: {
    fires: {
      name: 'half of the requests take over a second',
      series: histogram(duration, { ...SHOP, http_response_status_code: '200' }, [
        [0.25, '0+50x30 1550+100x30'],
        [1, '0+50x30 1550+100x30'],
        [2.5, '0+100x60'],
      ]),
      at: '15m',
      resolvedAt: '50m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders: users wait or get errors',
        description: 'Its Apdex is 0.50; below 0.7 too many are not satisfied.',
      },
    },
    alsoFires: {
      name: 'every request fails fast',
      series: histogram(duration, { ...SHOP, http_response_status_code: '500' }, [
        [0.25, '0+100x30 3000x30'],
        [1, '0+100x30 3000x30'],
      ]),
      at: '15m',
      resolvedAt: '50m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders: users wait or get errors',
        description: 'Its Apdex is 0.00; below 0.7 too many are not satisfied.',
      },
    },
    staysQuiet: {
      name: 'half of the requests take half a second',
      series: histogram(duration, { ...SHOP, http_response_status_code: '200' }, [
        [0.25, '0+50x30'],
        [1, '0+100x30'],
      ]),
      at: '15m',
    },
    alsoStaysQuiet: {
      name: 'four of five are answered fast, and the fifth fails after two seconds',
      series: [
        ...histogram(duration, { ...SHOP, http_response_status_code: '200' }, [
          [0.25, '0+80x30'],
          [1, '0+80x30'],
        ]),
        ...histogram(duration, { ...SHOP, http_response_status_code: '504' }, [
          [0.25, '0x30'],
          [1, '0x30'],
          [2.5, '0+20x30'],
        ]),
      ],
      at: '15m',
    },
  },
};
