import {
  type Attributes,
  type Context,
  context,
  INVALID_SPAN_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  type TimeInput,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { requestOperationsIn } from '../insight/request-operations.ts';
import { allowedOf } from './allowed-of.ts';
import { FallbackSpan } from './fallback-span.ts';
import { LayerSpan, uniqueLinks } from './layer-span.ts';
import { millisOf } from './millis.ts';
import { recordOperationDuration } from './operation-duration.ts';
import { OperationSpan } from './operation-span.ts';
import { poolMeterProvider } from './pool-meter.ts';
import { FailureOnlySpan, QuietSpan } from './quiet-span.ts';
import type { DatabaseRules } from './rules.ts';
import { cleanStatementOf } from './statement-of.ts';

/** Makes every span of an instrumentation what the rules say, whatever the instrumentation itself would make. */
class DatabaseTracer implements Tracer {
  readonly #tracer: Tracer;
  readonly #rules: DatabaseRules;

  constructor(tracer: Tracer, rules: DatabaseRules) {
    this.#tracer = tracer;
    this.#rules = rules;
  }

  startSpan(name: string, options: SpanOptions = {}, parent: Context = context.active()): Span {
    const rules = this.#rules;
    const outside = trace.getSpanContext(parent) ?? INVALID_SPAN_CONTEXT;
    const described = { name, attributes: options.attributes ?? {} };
    const role = isTracingSuppressed(parent) ? 'nothing' : (rules.roleOf?.(described) ?? 'operation');
    if (role === 'nothing') {
      requestOperationsIn(parent)?.noteConnect();
      return new QuietSpan(outside);
    }
    if (role === 'layer') {
      const settings = { kind: SpanKind.INTERNAL, links: uniqueLinks(options.links) };
      const span = this.#tracer.startSpan(rules.layerName?.(described) ?? name, settings, parent);
      return new LayerSpan(span, rules.message);
    }
    const attributes = allowedOf(options.attributes);
    const start = (given: string, startTime: TimeInput | undefined): Span => {
      // Samplers and processors see these, and they are what is left of a span that never ends.
      const told = { ...attributes, ...cleanStatementOf(attributes) };
      const settings: SpanOptions = { ...options, kind: SpanKind.CLIENT, attributes: told };
      if (startTime !== undefined) settings.startTime = startTime;
      return this.#tracer.startSpan(given, settings, parent);
    };
    if (role === 'connect') {
      const measure = (seconds: number, told: Attributes): void =>
        recordOperationDuration(seconds, { ...attributes, ...told, 'db.operation.name': role });
      return new FailureOnlySpan(outside, (time) => start(role, time), measure, rules.message);
    }
    const startMillis = millisOf(options.startTime);
    const operation = (startTime?: TimeInput): Span =>
      new OperationSpan(start(name, startTime), rules, {
        name,
        attributes,
        startMillis,
        request: requestOperationsIn(parent),
        context: parent,
      });
    if (role === 'fallback') return new FallbackSpan(outside, () => operation(startMillis));

    const around = trace.getSpan(parent);
    if (around instanceof FallbackSpan) around.giveWay();
    // Pools that ask a connection, where both are patched.
    const isSame = around instanceof OperationSpan && around.isOperation(rules, attributes['db.query.text']);
    return isSame ? new QuietSpan(outside) : operation();
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
