import { type Baggage, type Context, propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { type GetRedactor, isPersonal } from './get-redactor.ts';
import { redactSpanContext } from './trace-state.ts';

const redactBaggage = (baggage: Baggage, redactor: GetRedactor): Baggage => {
  const found = baggage
    .getAllEntries()
    .filter(
      ([key, { value, metadata }]) =>
        isPersonal(redactor, key, value) || (metadata && isPersonal(redactor, '', metadata.toString())),
    );
  return found.length === 0 ? baggage : baggage.removeEntries(...found.map(([key]) => key));
};

/**
 * Gives other services no personal data: entries of the baggage and of the trace's state that hold some are left out.
 * What the application itself reads stays whole.
 */
export const createRedactingPropagator = (
  propagator: TextMapPropagator,
  redactor: GetRedactor,
): TextMapPropagator => {
  const cleanBaggage = new WeakMap<Baggage, Baggage>();

  const withCleanBaggage = (context: Context): Context => {
    const baggage = propagation.getBaggage(context);
    if (!baggage) return context;
    let clean = cleanBaggage.get(baggage);
    if (!clean) {
      clean = redactBaggage(baggage, redactor);
      cleanBaggage.set(baggage, clean);
    }
    return clean === baggage ? context : propagation.setBaggage(context, clean);
  };

  const withCleanState = (context: Context): Context => {
    const spanContext = trace.getSpanContext(context);
    const clean = spanContext && redactSpanContext(spanContext, redactor);
    return clean === undefined || clean === spanContext ? context : trace.setSpanContext(context, clean);
  };

  return {
    inject: (context, carrier, setter) =>
      propagator.inject(withCleanState(withCleanBaggage(context)), carrier, setter),
    extract: (context, carrier, getter) => propagator.extract(context, carrier, getter),
    fields: () => propagator.fields(),
  };
};
