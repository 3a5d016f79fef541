import type { Context, TextMapGetter, TextMapPropagator } from '@opentelemetry/api';
import { currentSpan, headerOf, idOf, withRemoteSpan } from './remote-span.ts';

// https://github.com/openzipkin/b3-propagation, and for the details of an OpenTelemetry propagator
// https://opentelemetry.io/docs/specs/otel/context/api-propagators/#b3-requirements

const SINGLE = 'b3';
const TRACE_ID = 'x-b3-traceid';
const SPAN_ID = 'x-b3-spanid';
const SAMPLED = 'x-b3-sampled';
const FLAGS = 'x-b3-flags';

/** `{TraceId}-{SpanId}-{SamplingState}-{ParentSpanId}`, the last two optional. */
const SINGLE_FORM = /^([0-9a-f]{32}|[0-9a-f]{16})-([0-9a-f]{16})(?:-([01d])(?:-[0-9a-f]{16})?)?$/i;

const extractSingle = (context: Context, value: string): Context => {
  const [, traceId, spanId, state] = SINGLE_FORM.exec(value) ?? [];
  const decision = { isSampled: state === '1', isDebug: state?.toLowerCase() === 'd' };
  return withRemoteSpan(context, idOf(traceId, 32), idOf(spanId, 16), decision);
};

const isId = (text: string | undefined): boolean => text?.length === 16 || text?.length === 32;

const extractMultiple = <C>(context: Context, carrier: C, getter: TextMapGetter<C>): Context => {
  const [traceId, spanId] = [headerOf(carrier, getter, TRACE_ID), headerOf(carrier, getter, SPAN_ID)];
  if (!isId(traceId) || spanId?.length !== 16) return context;
  const sampled = headerOf(carrier, getter, SAMPLED)?.toLowerCase();
  return withRemoteSpan(context, idOf(traceId, 32), idOf(spanId, 16), {
    // Older tracers write a word.
    isSampled: sampled === '1' || sampled === 'true',
    isDebug: headerOf(carrier, getter, FLAGS) === '1',
  });
};

/** Reads both forms, the single header first, as it is asked of every propagator for B3. */
const extract: TextMapPropagator['extract'] = (context, carrier, getter) => {
  const single = headerOf(carrier, getter, SINGLE);
  const extracted = single === undefined ? context : extractSingle(context, single);
  return extracted === context ? extractMultiple(context, carrier, getter) : extracted;
};

/** `b3`: one header. */
export const b3: TextMapPropagator = {
  extract,
  inject: (context, carrier, setter) => {
    const span = currentSpan(context);
    if (!span) return;
    const state = span.isDebug ? 'd' : Number(span.isSampled);
    setter.set(carrier, SINGLE, `${span.traceId}-${span.spanId}-${state}`);
  },
  fields: () => [SINGLE],
};

/** `b3multi`: a header for each part. */
export const b3multi: TextMapPropagator = {
  extract,
  inject: (context, carrier, setter) => {
    const span = currentSpan(context);
    if (!span) return;
    setter.set(carrier, TRACE_ID, span.traceId);
    setter.set(carrier, SPAN_ID, span.spanId);
    // To be debugged implies to be sampled, which is not said then.
    if (span.isDebug) setter.set(carrier, FLAGS, '1');
    else setter.set(carrier, SAMPLED, span.isSampled ? '1' : '0');
  },
  fields: () => [TRACE_ID, SPAN_ID, SAMPLED, FLAGS],
};
