import { METRICS } from '../catalogue/index.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { measured } from '../promql/condition.ts';
import { rate } from '../promql/growth.ts';
import { bucketsOf, countOf } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';

const duration = METRICS.dbClientOperationDuration;

/** What tells kinds of operations apart in rules. */
const RECORDED_OPERATION = [
  'job',
  'deployment_environment_name',
  'db_system_name',
  'db_operation_name',
  'db_collection_name',
] as const;

export const operationRate = record(
  'operation:db_client_operations:rate5m',
  { unit: '1', description: 'Operations a second of one kind on one table or collection.' },
  sum(rate(countOf(duration), '5m'), RECORDED_OPERATION),
);

export const operationP95 = record(
  'operation:db_client_operation_duration_seconds:p95_5m',
  { unit: 's', description: '95 % of the operations of one kind on one table or collection are faster.' },
  measured(quantile(0.95, sum(rate(bucketsOf(duration), '5m'), [...RECORDED_OPERATION, 'le']))),
);

/** Rates and durations of each kind of operation. */
export const recording: Recording = { id: 'databases', rules: [operationRate, operationP95] };
