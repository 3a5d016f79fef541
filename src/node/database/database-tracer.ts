import {
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { allowedOf, OperationSpan } from './operation-span.ts';
import { poolMeterProvider } from './pool-meter.ts';
import { FailureOnlySpan, QuietSpan } from './quiet-span.ts';
import type { DatabaseRules } from './rules.ts';

/** Makes every span of an instrumentation what the rules say, whatever the instrumentation itself would make. */
class DatabaseTracer implements Tracer {
  readonly #tracer: Tracer;
  readonly #rules: DatabaseRules;

  constructor(tracer: Tracer, rules: DatabaseRules) {
    this.#tracer = tracer;
    this.#rules = rules;
  }

  startSpan(
    name: string,
    { attributes, ...options }: SpanOptions = {},
    parent: Context = context.active(),
  ): Span {
    const outside = trace.getSpanContext(parent) ?? INVALID_SPAN_CONTEXT;
    if (isTracingSuppressed(parent)) return new QuietSpan(outside);
    const allowed = allowedOf(attributes);
    // Pools that ask a connection, where both are patched.
    const around = trace.getSpan(parent);
    if (around instanceof OperationSpan && around.isOperation(this.#rules, allowed['db.query.text']))
      return new QuietSpan(outside);
    const start = (startTime?: number): Span => {
      const given = startTime === undefined ? name : 'connect';
      const settings: SpanOptions = { ...options, kind: SpanKind.CLIENT, attributes: { ...allowed } };
      if (startTime !== undefined) settings.startTime = startTime;
      return this.#tracer.startSpan(given, settings, parent);
    };
    const kind = this.#rules.kindOf?.({ name, attributes: allowed }) ?? 'operation';
    if (kind === 'nothing') return new QuietSpan(outside);
    const { message } = this.#rules;
    if (kind === 'connect') return new FailureOnlySpan(outside, start, message);
    return new OperationSpan(start(), this.#rules, name, allowed);
  }

  startActiveSpan<F extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<F> {
    const work = rest.pop() as F;
    const [options, parent = context.active()] = rest as [SpanOptions?, Context?];
    const span = this.startSpan(name, options, parent);
    return context.with(trace.setSpan(parent, span), () => work(span) as ReturnType<F>);
  }
}

const databaseTracerProvider = (rules: DatabaseRules): TracerProvider => ({
  getTracer: (name, version) => new DatabaseTracer(trace.getTracer(name, version), rules),
});

/**
 * Makes one kind of telemetry of what the instrumentations of databases tell, each in its own way: the stable names,
 * a name of few values, the type of an error, the duration of each operation, and no values.
 */
export const asDatabase = <T extends Instrumentation>(instrumentation: T, rules: DatabaseRules): T => {
  instrumentation.setTracerProvider(databaseTracerProvider(rules));
  instrumentation.setMeterProvider(poolMeterProvider(rules));
  return instrumentation;
};
