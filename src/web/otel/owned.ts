import {
  type Context,
  context,
  type Span,
  type TimeInput,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { EpochMillis } from '../otlp/encode.ts';
import type { Activities } from '../tracing/activities.ts';

/** What is used of an instrumentation of the SDK, by shape. */
export interface RequestInstrumentation {
  enable(): void;
  disable(): void;
  setTracerProvider(provider: TracerProvider): void;
  setMeterProvider(provider: never): void;
  getConfig(): { readonly enabled?: boolean };
}

/** https://github.com/open-telemetry/opentelemetry-js: `isTracingSuppressed`, whose key is by name. */
const SUPPRESSED = Symbol.for('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** What is smaller is a time of `performance.now()`: no page is open for three years. */
const LEAST_EPOCH_MILLIS = 1e11;

/** A time as the API takes it. */
const millisOf = (time: TimeInput | undefined): EpochMillis | undefined => {
  if (time === undefined) return undefined;
  if (Array.isArray(time)) return time[0] * 1_000 + time[1] / 1e6;
  const millis = Number(time);
  return millis < LEAST_EPOCH_MILLIS ? performance.timeOrigin + millis : millis;
};

/** The activity is under way as long as the span is. */
const holdUntilEnd = (span: Span, release: (time?: EpochMillis) => void): void => {
  const end = span.end.bind(span);
  span.end = (time) => {
    end(time);
    release(millisOf(time));
  };
};

/**
 * A provider whose tracers put spans that have no parent below what the user did: a click, a change of route. Spans that
 * begin where another one is active stay where they are.
 */
export const ownedBy = (
  provider: TracerProvider,
  activities: () => Activities | undefined,
): TracerProvider => ({
  getTracer: (...named) => {
    const tracer = provider.getTracer(...named);
    return {
      startActiveSpan: tracer.startActiveSpan.bind(tracer),
      startSpan: (name, options, given: Context = context.active()) => {
        const activity =
          options?.root || given.getValue(SUPPRESSED) || trace.getSpan(given)
            ? undefined
            : activities()?.current;
        if (!activity) return tracer.startSpan(name, options, given);
        const span = tracer.startSpan(name, options, trace.setSpan(given, activity.span));
        holdUntilEnd(span, activity.hold());
        return span;
      },
    };
  },
});
