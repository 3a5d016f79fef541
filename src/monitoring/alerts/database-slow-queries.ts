import type { Alert } from '../alert.ts';
import { METRICS } from '../catalogue/index.ts';
import { above, bucketsOf, countOf, quantile, rate, sum, where } from '../queries.ts';
import { SHOP } from '../test-labels.ts';
import { histogram } from '../test-series.ts';

const duration = METRICS.dbClientOperationDuration;
const by = [
  'job',
  'deployment_environment_name',
  'db_system_name',
  'db_operation_name',
  'db_collection_name',
] as const;
const p95 = quantile(0.95, sum(rate(bucketsOf(duration), '5m'), [...by, 'le']));
const operations = sum(rate(countOf(duration), '5m'), by);

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
  dashboard: 'database',
  when: where(above(p95, LIMIT_SECONDS), above(operations, FEWEST_OPERATIONS)),
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
