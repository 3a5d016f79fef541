import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, where } from '../promql/condition.ts';
import { series } from '../promql/select.ts';
import { operationP95, operationRate, recording } from '../recordings/databases.ts';
import { SHOP } from '../test-labels.ts';
import { histogram } from '../test-series.ts';

const duration = METRICS.dbClientOperationDuration;

const LIMIT_SECONDS = 0.5;

/** About twenty operations in 5 minutes, as a rate. */
const FEWEST_OPERATIONS = 0.066;

const labels = {
  ...SHOP,
  db_system_name: 'postgresql',
  db_operation_name: 'SELECT',
  db_collection_name: 'orders',
};

export const alert: Alert = {
  id: 'database-slow-queries',
  severity: 'warning',
  team: 'application',
  mayComeFromDependency: true,
  dashboard: 'database',
  when: where(
    above(series(operationP95.metric), LIMIT_SECONDS),
    above(series(operationRate.metric), FEWEST_OPERATIONS),
  ),
  reads: [recording],
  for: '10m',
  keepFiringFor: '5m',
  summary: '{{ $labels.job }}: {{ $labels.db_operation_name }} {{ $labels.db_collection_name }} is slow',
  description: '95% of these operations take up to {{ $value | humanizeDuration }}; 500ms is the limit.',
  runbook: {
    meaning:
      'Operations of one kind on one table or collection take long, and so does every request that makes them.',
    checks: [
      'In Jaeger, search for spans of the service with `db.collection.name` and look at `db.query.text` of the slowest.',
      'In the database, is there a lock, a long transaction, or a plan without an index (`EXPLAIN`)?',
      'Did the table grow, or was an index dropped?',
    ],
    firstActions: [
      'End the transaction that holds the lock.',
      'Add the missing index, without blocking writes where the database can.',
    ],
  },
  tests: {
    fires: {
      name: 'every query takes between half a second and a second',
      series: histogram(duration, labels, [
        [0.5, '0x60'],
        [1, '0+60x30 1800x30'],
      ]),
      at: '20m',
      resolvedAt: '50m',
      alert: {
        labels,
        summary: 'shop/orders: SELECT orders is slow',
        description: '95% of these operations take up to 975ms; 500ms is the limit.',
      },
    },
    staysQuiet: {
      name: 'one slow query a minute',
      series: histogram(duration, labels, [
        [0.5, '0x60'],
        [1, '0+1x60'],
      ]),
      at: '20m',
    },
  },
};
