import type { SpanContext } from '@opentelemetry/api';

/**
 * The last 56 bits of the trace id are random: https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
 * The API knows only the flag for sampled traces.
 */
const RANDOM_TRACE_FLAG = 0x02;

/**
 * The flag of a new span, also where it is not sampled: ids made here are random, and of others only those who made
 * them know.
 *
 * @param parent undefined for a span that begins a trace
 */
export const randomTraceFlag = (parent: SpanContext | undefined): number =>
  (parent?.traceFlags ?? RANDOM_TRACE_FLAG) & RANDOM_TRACE_FLAG;
