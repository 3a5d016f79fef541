import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const by = ['job', 'instance', 'deployment_environment_name', 'server_address', 'server_port'] as const;
const labels = { ...SHOP_PROCESS, server_address: 'prices', server_port: '8080' };
const leaks = series(METRICS.httpClientConnectionLeaks, { ...labels, url_scheme: 'http' });

export const alert: Alert = {
  id: 'http-connection-leaked',
  severity: 'warning',
  team: 'application',
  dashboard: 'external-calls',
  when: above(sum(increase(series(METRICS.httpClientConnectionLeaks), '30m'), by), 1),
  for: '0m',
  keepFiringFor: '5m',
  summary:
    '{{ $labels.job }}: answers of {{ $labels.server_address }}:{{ $labels.server_port }} are not read by {{ $labels.instance }}',
  description:
    '{{ $value | humanize }} connections of fetch or undici were held by an answer that nobody reads in the last half hour.',
  runbook: {
    meaning:
      'Something asks with `fetch` or undici and does not read the answer to its end, so its connection is kept for good: the process runs out of sockets and memory, and a pool with a limit stands still.',
    checks: [
      'In the log, the records `binnacle.http.client.connection_leak` have file and line of what asked.',
      'Does that code look at the status and leave, as for an error? The body is to be read or cancelled there, too.',
      'Does the number of open connections of this server rise on the dashboard, and do requests wait for one?',
    ],
    firstActions: [
      'Restart the process before its pool or its file descriptors are used up.',
      'In the code: `await response.body?.cancel()` (undici: `await body.dump()`) wherever the answer is not read.',
      'Where an answer is meant to be taken slowly, raise BINNACLE_CONNECTION_HELD_LIMIT.',
    ],
  },
  tests: {
    fires: {
      name: 'one more every two minutes',
      series: [samples(leaks, '0 0 1 1 2 2 3 3 4x60')],
      at: '12m',
      resolvedAt: '60m',
      alert: {
        labels,
        summary: 'shop/orders: answers of prices:8080 are not read by a1',
        description:
          '4 connections of fetch or undici were held by an answer that nobody reads in the last half hour.',
      },
    },
    staysQuiet: {
      name: 'a single one long ago',
      series: [samples(leaks, '0 1x60')],
      at: '40m',
    },
  },
};
