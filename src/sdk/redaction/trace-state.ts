import type { SpanContext, TraceState } from '@opentelemetry/api';
import { type GetRedactor, isPersonal } from './get-redactor.ts';

/** OpenTelemetry's own entry has numbers for sampling: https://opentelemetry.io/docs/specs/otel/trace/tracestate-handling/ */
const OWN_KEY = 'ot';

const isOwn = (entries: string): boolean => entries.startsWith(`${OWN_KEY}=`) && !entries.includes(',');

/** The state without entries of others that hold personal data, or the state itself. */
const redactTraceState = (state: TraceState, redactor: GetRedactor): TraceState => {
  const entries = state.serialize();
  if (entries === '' || isOwn(entries)) return state;
  let clean = state;
  for (const entry of entries.split(',')) {
    const equals = entry.indexOf('=');
    const key = entry.slice(0, equals);
    if (key !== OWN_KEY && isPersonal(redactor, key, entry.slice(equals + 1))) clean = clean.unset(key);
  }
  return clean;
};

/** The context with the redacted state, or the context itself. */
export const redactSpanContext = (context: SpanContext, redactor: GetRedactor): SpanContext => {
  if (!context.traceState) return context;
  const traceState = redactTraceState(context.traceState, redactor);
  return traceState === context.traceState ? context : { ...context, traceState };
};
