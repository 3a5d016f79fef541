import { type Context, context, type Span, type TracerProvider, trace } from '@opentelemetry/api';
import { createClock } from '../clock.ts';
import type { EpochMillis } from '../otlp/encode.ts';
import type { Activities } from '../tracing/activities.ts';
import { epochOf } from '../tracing/span.ts';

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

const clock = createClock();

/** The activity is under way as long as the span is. */
const holdUntilEnd = (span: Span, release: (time?: EpochMillis) => void): void => {
  const end = span.end.bind(span);
  span.end = (time) => {
    end(time);
    release(time === undefined ? undefined : epochOf(time, clock));
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
