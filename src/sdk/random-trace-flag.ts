import { context, INVALID_TRACEID, type SpanContext, type Tracer, trace } from '@opentelemetry/api';

/**
 * The last 56 bits of the trace id are random: https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
 * The SDK knows only the flag for sampled traces.
 */
const RANDOM_TRACE_FLAG = 0x02;

/** The flag of a span: ids made here are random, and of others only those who made them know. */
const randomTraceFlag = (parent: SpanContext | undefined): number =>
  (parent?.traceFlags ?? RANDOM_TRACE_FLAG) & RANDOM_TRACE_FLAG;

/** Tracers that have it already; a provider gives out the same one again. */
const marked = new WeakSet<Tracer>();

/**
 * Makes a tracer set the flag for the traces that begin here, whose ids are random, and keep it for all others as it
 * came in, also where they are not sampled.
 */
export const withRandomTraceFlag = <T extends Tracer>(tracer: T): T => {
  if (marked.has(tracer)) return tracer;
  marked.add(tracer);
  const startSpan = tracer.startSpan;
  tracer.startSpan = (name, options, parentContext = context.active()) => {
    const span = startSpan.call(tracer, name, options, parentContext);
    const spanContext = span.spanContext();
    const parent = trace.getSpanContext(parentContext);
    // A suppressed span has the context that all invalid ones share.
    if (spanContext.traceId === INVALID_TRACEID) return span;
    spanContext.traceFlags |= randomTraceFlag(parent?.traceId === spanContext.traceId ? parent : undefined);
    return span;
  };
  return tracer;
};
