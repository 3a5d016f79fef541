import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { recording as dependencies, slowCallers } from '../recordings/dependencies.ts';
import { recording as externalCalls } from '../recordings/external-calls.ts';
import { recording as services } from '../recordings/services.ts';
import { histogram } from '../test-series.ts';

const labels = { deployment_environment_name: 'production', server_address: 'prices.internal' };
const SERVICES = ['shop/cart', 'shop/orders', 'shop/users'];
const duration = METRICS.httpClientRequestDuration;

/** From a tenth of a second to a second, for half an hour. */
const slowed = (job: string) =>
  histogram(duration, { ...labels, job }, [
    [0.05, '0x240'],
    [0.1, '0+60x150 9000x30 9060+60x60'],
    [0.5, '0+60x150 9000x30 9060+60x60'],
    [1, '0+60x150 9060+60x30 10860+60x60'],
  ]);
const asEver = (job: string) =>
  histogram(duration, { ...labels, job }, [
    [0.05, '0x240'],
    [0.1, '0+60x240'],
  ]);

export const alert: Alert = {
  id: 'dependency-slow',
  severity: 'warning',
  team: 'application',
  tier: 'dependency',
  dashboard: 'external-calls',
  when: above(series(slowCallers.metric), 0),
  reads: [externalCalls, services, dependencies],
  for: '2m',
  keepFiringFor: '10m',
  summary: '{{ $labels.server_address }} is slower than usual, and with it those who ask it',
  description:
    'Calls of {{ $value }} services to it take more than twice as long as usual: most of those who ask it. Their own warnings are muted.',
  runbook: {
    meaning:
      'A database or a service that several others ask has become slow, and those who wait for it are slow too.',
    checks: [
      'Is it busy: processor, locks, slow queries, connections at their limit, its own dependencies?',
      'Does one of the services ask it more often than before?',
      'Did its version or its settings change shortly before?',
    ],
    firstActions: [
      'Find what keeps it busy and end that; add capacity where it can take it.',
      'Shorten the timeouts of those who ask it, so that slow calls do not pile up.',
    ],
  },
  tests: {
    fires: {
      name: 'three services wait ten times as long',
      series: SERVICES.flatMap(slowed),
      at: '160m',
      resolvedAt: '205m',
      alert: {
        labels,
        summary: 'prices.internal is slower than usual, and with it those who ask it',
        description:
          'Calls of 3 services to it take more than twice as long as usual: most of those who ask it. Their own warnings are muted.',
      },
    },
    alsoFires: {
      name: 'for three hours, which the last hour calls usual',
      series: SERVICES.flatMap((job) =>
        histogram(duration, { ...labels, job }, [
          [0.05, '0x450'],
          [0.1, '0+60x150 9000x200 9060+60x100'],
          [1, '0+60x450'],
        ]),
      ),
      at: '340m',
      resolvedAt: '375m',
      alert: {
        labels,
        summary: 'prices.internal is slower than usual, and with it those who ask it',
        description:
          'Calls of 3 services to it take more than twice as long as usual: most of those who ask it. Their own warnings are muted.',
      },
    },
    staysQuiet: {
      name: 'three of six services',
      series: [...SERVICES.flatMap(slowed), ...['a', 'b', 'c'].flatMap(asEver)],
      at: '160m',
    },
  },
};
