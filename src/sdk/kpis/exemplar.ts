import { context, TraceFlags, trace } from '@opentelemetry/api';

/** A measurement with the trace that it was made in. */
export interface Exemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly value: number;
  readonly timeMillis: number;
}

/** To look for a span at every measurement would cost more than the measurement. */
const MAX_MASK = 63;

/** Of the measurements of a bucket, the first ones are looked at, and later each 64th. */
export const isDue = (count: number): boolean => (count & Math.min(count >> 3, MAX_MASK)) === 0;

/** The measurement as an example, where it was made in a span that is kept. */
export const exemplarOf = (value: number): Exemplar | undefined => {
  const span = trace.getSpan(context.active())?.spanContext();
  return span && (span.traceFlags & TraceFlags.SAMPLED) !== 0
    ? { traceId: span.traceId, spanId: span.spanId, value, timeMillis: Date.now() }
    : undefined;
};
