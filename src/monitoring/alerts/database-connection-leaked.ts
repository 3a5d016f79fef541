import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { above } from '../promql/condition.ts';
import { increase } from '../promql/growth.ts';
import { series } from '../promql/select.ts';
import { SHOP_PROCESS } from '../test-labels.ts';
import { samples } from '../test-series.ts';

const by = ['job', 'instance', 'deployment_environment_name', 'db_client_connection_pool_name'] as const;
const labels = { ...SHOP_PROCESS, db_client_connection_pool_name: 'db:5432/shop' };
const leaks = series(METRICS.dbConnectionLeaks, labels);

export const alert: Alert = {
  id: 'database-connection-leaked',
  severity: 'warning',
  team: 'application',
  dashboard: 'database',
  when: above(sum(increase(series(METRICS.dbConnectionLeaks), '30m'), by), 1),
  for: '0m',
  keepFiringFor: '5m',
  summary:
    '{{ $labels.job }}: connections of the pool {{ $labels.db_client_connection_pool_name }} of {{ $labels.instance }} are not given back',
  description: '{{ $value | humanize }} connections were held for too long in the last half hour.',
  runbook: {
    meaning:
      'Something takes connections of a pool and keeps them, and one day none is left (alert database-pool-exhausted).',
    checks: [
      'In the log, the records `binnacle.database.connection_leak` have file and line of what took each connection.',
      'Is the connection given back where that code fails, too (`finally`)?',
      'Is a transaction held open over a call of another service (finding transaction_over_call)?',
    ],
    firstActions: [
      'Restart the process before its pool is empty.',
      'Where long work is meant to hold a connection, raise BINNACLE_CONNECTION_HELD_LIMIT.',
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
        summary: 'shop/orders: connections of the pool db:5432/shop of a1 are not given back',
        description: '4 connections were held for too long in the last half hour.',
      },
    },
    staysQuiet: {
      name: 'a single one long ago',
      series: [samples(leaks, '0 1x60')],
      at: '40m',
    },
  },
};
