import { type Attributes, metrics, ValueType } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { createOperationCells } from './operation-cells.ts';

/** https://opentelemetry.io/docs/specs/semconv/db/database-metrics/#metric-dbclientoperationduration */
export const OPERATION_DURATION = 'db.client.operation.duration';
const BOUNDARIES_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

let record: ReturnType<typeof createOperationCells> | undefined;

/** Measures one operation, with the part of the span's attributes that has few values. */
export const recordOperationDuration = (seconds: number, span: Attributes): void => {
  record ??= createOperationCells(
    metrics.getMeter('binnacle/database', VERSION).createHistogram(OPERATION_DURATION, {
      description: 'Duration of database client operations.',
      unit: 's',
      valueType: ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: BOUNDARIES_SECONDS },
    }),
  );
  record(seconds, span);
};
