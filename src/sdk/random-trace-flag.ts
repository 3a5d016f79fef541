import { context, INVALID_TRACEID, type Tracer, trace } from '@opentelemetry/api';

/**
 * The last 56 bits of the trace id are random: https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
 * The SDK knows only the flag for sampled traces.
 */
export const RANDOM_TRACE_FLAG = 0x02;

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
    const parentFlags = parent?.traceId === spanContext.traceId ? parent.traceFlags : RANDOM_TRACE_FLAG;
    // A suppressed span has the context that all invalid ones share.
    if (parentFlags & RANDOM_TRACE_FLAG && spanContext.traceId !== INVALID_TRACEID)
      spanContext.traceFlags |= RANDOM_TRACE_FLAG;
    return span;
  };
  return tracer;
};
