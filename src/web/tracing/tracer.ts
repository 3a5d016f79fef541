import type {
  Context,
  ContextManager,
  Span,
  SpanContext,
  SpanOptions,
  Tracer,
  TracerProvider,
  TraceState,
} from '@opentelemetry/api';
import type { Clock } from '../clock.ts';
import type { Scope, SpanRecord } from '../otlp/encode.ts';
import { attributesOf } from './attributes.ts';
import { spanContextIn, withSpan } from './context.ts';
import { randomHex } from './ids.ts';
import { createSpan, epochOf } from './span.ts';

export interface TracerParts {
  readonly clock: Clock;
  readonly context: () => ContextManager;
  /** Whether anything of this session is kept. */
  isKept(): boolean;
  /** Whether a trace that begins here is. */
  isSampled(traceId: string): boolean;
  /** What a span that has no parent of its own belongs to. */
  fallbackParent(): SpanContext | undefined;
  onEnd(span: SpanRecord, scope: Scope): void;
}

/** Tracers behind the API: what a manual span or another library's instrumentation gets. */
export const createTracerProvider = (parts: TracerParts): TracerProvider => ({
  getTracer: (name, version, options) => {
    const scope = { name, version, schemaUrl: options?.schemaUrl };
    const startSpan = (
      spanName: string,
      given: SpanOptions = {},
      context = parts.context().active(),
    ): Span => {
      const found = given.root ? undefined : (spanContextIn(context) ?? parts.fallbackParent());
      // One of zeros is that of a span that nobody recorded.
      const parent = found && /[1-9a-f]/.test(found.traceId) ? found : undefined;
      const traceId = parent?.traceId ?? randomHex(16);
      const traceFlags = parent
        ? parent.traceFlags & Number(!parent.isRemote || parts.isKept())
        : Number(parts.isSampled(traceId));
      const spanContext: SpanContext = {
        traceId,
        spanId: randomHex(8),
        traceFlags,
        traceState: parent?.traceState as TraceState,
      };
      const record: SpanRecord = {
        context: spanContext,
        parent,
        name: spanName,
        kind: given.kind ?? 0,
        start: epochOf(given.startTime, parts.clock),
        end: 0,
        attributes: attributesOf(given.attributes),
        droppedAttributes: 0,
        events: [],
        droppedEvents: 0,
        links: [...(given.links ?? [])],
        status: { code: 0 },
      };
      return createSpan(record, parts.clock, traceFlags ? () => parts.onEnd(record, scope) : undefined);
    };
    return {
      startSpan,
      startActiveSpan: (spanName: string, ...rest: unknown[]) => {
        const fn = rest.pop() as (span: Span) => unknown;
        const context = (rest[1] as Context) ?? parts.context().active();
        const span = startSpan(spanName, rest[0] as SpanOptions, context);
        return parts.context().with(withSpan(context, span), fn, undefined, span);
      },
    } as Tracer;
  },
});
