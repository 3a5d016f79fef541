import type { Alert } from '../alert.ts';
import { belowUsual } from '../baseline.ts';
import { METRICS } from '../catalogue/index.ts';
import { countOf, series } from '../promql/select.ts';
import { recording as baselines, rateBaseline } from '../recordings/baselines.ts';
import { recording as endpoints } from '../recordings/endpoints.ts';
import { serviceRate, recording as services } from '../recordings/services.ts';
import { SHOP } from '../test-labels.ts';
import { samples } from '../test-series.ts';

/** Requests a second that every season must have had: of few, half is chance. */
const FEWEST_REQUESTS = 0.2;

const requests = countOf(METRICS.httpServerRequestDuration, SHOP);

export const alert: Alert = {
  id: 'service-throughput-drop',
  severity: 'critical',
  team: 'application',
  absentData: true,
  dashboard: 'service-overview',
  when: belowUsual(series(serviceRate.metric), 0.5, rateBaseline, FEWEST_REQUESTS),
  reads: [endpoints, services, baselines],
  for: '5m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }} gets far fewer requests than usual',
  description:
    'It gets {{ $value | humanize }} requests a second: less than half of what the last hour, this time yesterday and ' +
    'this time last week had.',
  runbook: {
    meaning:
      'Users do not come through to the service: something before it is broken, though what it still answers may look ' +
      'healthy.',
    checks: [
      'Do the load balancer, the DNS name and the certificate work? Try it from outside.',
      'Did a service or a page that calls this one change, or stop?',
      'Is it a holiday? The same day of last week counts, not the same holiday.',
      'Is the traffic still there, and only its metrics are not (alerts collector-refusing, sdk-losing-data)?',
    ],
    firstActions: [
      'After a release of what stands before it: roll back.',
      'Take instances that get nothing out of the load balancer and start them again.',
    ],
  },
  tests: {
    fires: {
      name: 'a tenth of the traffic of the last hours',
      series: [samples(requests, '0+600x120 72060+60x30 73860+600x90')],
      at: '135m',
      resolvedAt: '230m',
      alert: {
        labels: SHOP,
        summary: 'shop/orders gets far fewer requests than usual',
        description:
          'It gets 1 requests a second: less than half of what the last hour, this time yesterday and this time last ' +
          'week had.',
      },
    },
    staysQuiet: {
      name: 'a third less',
      series: [samples(requests, '0+600x120 72400+400x60')],
      at: '140m',
    },
  },
};
