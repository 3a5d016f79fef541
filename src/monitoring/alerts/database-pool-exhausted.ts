import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const by = ['job', 'instance', 'deployment_environment_name', 'db_client_connection_pool_name'] as const;
const labels = { ...SHOP_PROCESS, db_client_connection_pool_name: 'db:5432/shop' };
const waiting = series(METRICS.dbConnectionPendingRequests, labels);

export const alert: Alert = {
  id: 'database-pool-exhausted',
  severity: 'critical',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'database',
  when: above(sum(series(METRICS.dbConnectionPendingRequests), by), 0),
  for: '3m',
  keepFiringFor: '2m',
  summary:
    '{{ $labels.job }}: the pool {{ $labels.db_client_connection_pool_name }} of {{ $labels.instance }} is exhausted',
  description: '{{ $value }} requests wait for a connection, and some have waited for minutes.',
  runbook: {
    meaning: 'All connections of a pool are in use, and whatever needs the database waits in line.',
    checks: [
      'Are queries slow (alert database-slow-queries)? Then connections are held for long.',
      'Are connections held without a query: a transaction open over a call of another service, one never given back?',
      'Did the traffic rise?',
    ],
    firstActions: [
      'Restart the process, if connections are not given back.',
      'Make the pool larger only if the database can take more: its own limit counts for all instances together.',
    ],
  },
  tests: {
    fires: {
      name: 'five wait for ten minutes',
      series: [samples(waiting, '0 0 5x15 0x40')],
      at: '10m',
      resolvedAt: '30m',
      alert: {
        labels,
        summary: 'shop/orders: the pool db:5432/shop of a1 is exhausted',
        description: '5 requests wait for a connection, and some have waited for minutes.',
      },
    },
    staysQuiet: {
      name: 'some wait for a moment',
      series: [samples(waiting, '0 5 0 7 0 3 0 0 4 0x20')],
      at: '9m',
    },
  },
};
