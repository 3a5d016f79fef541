import {
  type Attributes,
  type Context,
  context as contextApi,
  diag,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { type IdGenerator, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace';
import { randomTraceFlag } from '../random-trace-flag.ts';
import { RecordedSpan, type SpanHome } from './span.ts';
import { UnsampledSpan } from './unsampled-span.ts';

const NO_ATTRIBUTES: Attributes = Object.freeze({});

/** The digits of a span that was made here need no check. */
const parentIn = (context: Context): SpanContext | undefined => {
  const span = trace.getSpan(context);
  const parent = span?.spanContext();
  return parent && (span instanceof RecordedSpan || isSpanContextValid(parent)) ? parent : undefined;
};

export interface TracerParts {
  readonly sampler: Sampler;
  readonly ids: IdGenerator;
  readonly home: SpanHome;
}

type StartActiveSpanArguments<F> =
  | readonly [fn: F]
  | readonly [options: SpanOptions, fn: F]
  | readonly [options: SpanOptions, context: Context, fn: F];

/** Starts spans. What the sampler does not want costs a trace id and little else. */
export class RecordingTracer implements Tracer {
  readonly #sampler: Sampler;
  readonly #ids: IdGenerator;
  readonly #home: SpanHome;

  constructor({ sampler, ids, home }: TracerParts) {
    this.#sampler = sampler;
    this.#ids = ids;
    this.#home = home;
  }

  startSpan(name: string, options: SpanOptions = {}, given: Context = contextApi.active()): Span {
    try {
      return this.#start(name, options, given);
    } catch {
      diag.error('startSpan() was given something that cannot be read, and left it out');
    }
    try {
      return this.#start(name, {}, given);
    } catch {
      // A sampler that always throws.
      return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    }
  }

  #start(name: string, options: SpanOptions, given: Context): Span {
    if (isTracingSuppressed(given)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const context = options.root ? trace.deleteSpan(given) : given;
    const parentSpanContext = parentIn(context);
    const traceId = parentSpanContext?.traceId ?? this.#ids.generateTraceId();
    const kind = options.kind ?? SpanKind.INTERNAL;
    const { decision, traceState, attributes } = this.#sampler.shouldSample(
      context,
      traceId,
      name,
      kind,
      options.attributes ?? NO_ATTRIBUTES,
      (options.links ?? []) as Link[],
    );
    const state = traceState ?? parentSpanContext?.traceState;
    const randomFlag = randomTraceFlag(parentSpanContext);
    if (decision === SamplingDecision.NOT_RECORD)
      return new UnsampledSpan(
        name,
        traceId,
        randomFlag,
        state,
        this.#ids.generateSpanId,
        kind,
        this.#home.scope.name,
        this.#home.onException,
      );
    const sampledFlag =
      decision === SamplingDecision.RECORD_AND_SAMPLED ? TraceFlags.SAMPLED : TraceFlags.NONE;
    const spanContext: SpanContext = {
      traceId,
      spanId: this.#ids.generateSpanId(),
      traceFlags: sampledFlag | randomFlag,
      ...(state && { traceState: state }),
    };
    const span = new RecordedSpan({
      home: this.#home,
      context,
      spanContext,
      parentSpanContext,
      name,
      kind,
      links: options.links,
      startTime: options.startTime,
    });
    if (options.attributes) span.setAttributes(options.attributes);
    if (attributes) span.setAttributes(attributes);
    this.#home.processor.onStart(span, context);
    return span;
  }

  startActiveSpan<F extends (span: Span) => unknown>(name: string, fn: F): ReturnType<F>;
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    options: SpanOptions,
    fn: F,
  ): ReturnType<F>;
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    options: SpanOptions,
    context: Context,
    fn: F,
  ): ReturnType<F>;
  startActiveSpan<F extends (span: Span) => unknown>(
    name: string,
    ...rest: StartActiveSpanArguments<F>
  ): ReturnType<F> | undefined {
    const fn = rest.at(-1) as F;
    if (typeof fn !== 'function') {
      diag.warn(`startActiveSpan("${name}") got no function`);
      return undefined;
    }
    const options = rest.length > 1 ? (rest[0] as SpanOptions) : {};
    const context = rest.length > 2 ? (rest[1] as Context) : contextApi.active();
    const span = this.startSpan(name, options, context);
    return contextApi.with(
      trace.setSpan(context, span),
      fn as (span: Span) => ReturnType<F>,
      undefined,
      span,
    );
  }
}
