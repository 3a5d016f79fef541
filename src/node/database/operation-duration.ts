import { type Attributes, type Histogram, metrics, ValueType } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

/** https://opentelemetry.io/docs/specs/semconv/db/database-metrics/#metric-dbclientoperationduration */
export const OPERATION_DURATION = 'db.client.operation.duration';
const BOUNDARIES_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Those of the span's attributes that have few values. */
const DIMENSIONS = [
  'db.system.name',
  'db.operation.name',
  'db.collection.name',
  'db.namespace',
  'db.response.status_code',
  'error.type',
  'server.address',
  'server.port',
] as const;

let histogram: Histogram | undefined;

/** Measures one operation, with the part of the span's attributes that has few values. */
export const recordOperationDuration = (seconds: number, span: Attributes): void => {
  histogram ??= metrics.getMeter('binnacle/database', VERSION).createHistogram(OPERATION_DURATION, {
    description: 'Duration of database client operations.',
    unit: 's',
    valueType: ValueType.DOUBLE,
    advice: { explicitBucketBoundaries: BOUNDARIES_SECONDS },
  });
  const attributes: Attributes = {};
  for (const key of DIMENSIONS) {
    const value = span[key];
    if (value !== undefined) attributes[key] = value;
  }
  histogram.record(seconds, attributes);
};
