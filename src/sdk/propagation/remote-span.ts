import {
  type Context,
  createContextKey,
  isSpanContextValid,
  type SpanContext,
  type TextMapGetter,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';

/** Whether the trace was asked to be debugged, which is sampled and more: B3 and Jaeger pass it on. */
const DEBUG = createContextKey('binnacle.debug');

export interface Decision {
  readonly isSampled: boolean;
  readonly isDebug: boolean;
}

const HEX = /^[0-9a-f]+$/i;

/** An id of so many digits, with zeros in front where it has fewer; undefined where it is none. */
export const idOf = (text: string | undefined, digits: number): string | undefined =>
  text !== undefined && text.length <= digits && HEX.test(text)
    ? text.toLowerCase().padStart(digits, '0')
    : undefined;

/** The first value of a header. */
export const headerOf = <C>(carrier: C, getter: TextMapGetter<C>, name: string): string | undefined => {
  const value = getter.get(carrier, name);
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first.trim() : undefined;
};

/** The context with the span that the caller named; as it is where the ids are none. */
export const withRemoteSpan = (
  context: Context,
  traceId: string | undefined,
  spanId: string | undefined,
  { isSampled, isDebug }: Decision,
): Context => {
  if (traceId === undefined || spanId === undefined) return context;
  const traceFlags = isSampled || isDebug ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const span: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  if (!isSpanContextValid(span)) return context;
  const linked = trace.setSpanContext(context, span);
  return isDebug ? linked.setValue(DEBUG, true) : linked;
};

/** What there is to pass on; undefined where there is no trace. */
export const currentSpan = (context: Context): (SpanContext & Decision) | undefined => {
  const span = trace.getSpanContext(context);
  if (!span || !isSpanContextValid(span) || isTracingSuppressed(context)) return undefined;
  return {
    ...span,
    isSampled: (span.traceFlags & TraceFlags.SAMPLED) !== 0,
    isDebug: context.getValue(DEBUG) === true,
  };
};
