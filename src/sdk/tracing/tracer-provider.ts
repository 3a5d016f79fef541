import { diag, type Tracer, type TracerOptions, type TracerProvider } from '@opentelemetry/api';
import type { InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { IdGenerator, Sampler, SpanLimits, SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Clock } from './clock.ts';
import type { OnException, SpanHome } from './span.ts';
import { RecordingTracer } from './tracer.ts';

export interface TracerProviderOptions {
  readonly resource: Resource;
  readonly sampler: Sampler;
  readonly spanLimits: Required<SpanLimits>;
  readonly spanProcessors: readonly SpanProcessor[];
  readonly clock: Clock;
  /** Its functions are called without it. */
  readonly ids: IdGenerator;
  readonly onException?: OnException | undefined;
}

export interface RecordingTracerProvider extends TracerProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** Not its message, which may hold what the application put into the span. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/**
 * Each processor in turn. One that throws takes neither the application down nor the span from those behind it, which
 * is the exporter; it is told of once, as it would throw at each span.
 */
const combine = (processors: readonly SpanProcessor[]): SpanHome['processor'] => {
  const ending = processors.filter(({ onEnding }) => onEnding !== undefined);
  const told = new Set<SpanProcessor>();
  const tell = (processor: SpanProcessor, method: string, error: unknown): void => {
    if (told.has(processor)) return;
    told.add(processor);
    diag.error(`${method}() of a span processor threw and is passed over: ${nameOf(error)}`);
  };
  return {
    onStart: (span, context) => {
      for (const processor of processors)
        try {
          processor.onStart(span, context);
        } catch (error) {
          tell(processor, 'onStart', error);
        }
    },
    onEnding: (span) => {
      for (const processor of ending)
        try {
          processor.onEnding?.(span);
        } catch (error) {
          tell(processor, 'onEnding', error);
        }
    },
    onEnd: (span) => {
      for (const processor of processors)
        try {
          processor.onEnd(span);
        } catch (error) {
          tell(processor, 'onEnd', error);
        }
    },
  };
};

/** Tracers by name and version, which share everything else. */
export const createTracerProvider = (options: TracerProviderOptions): RecordingTracerProvider => {
  const { resource, sampler, spanLimits: limits, spanProcessors, clock, ids, onException } = options;
  const processor = combine(spanProcessors);
  /** By name; those of one name differ in version or schema. Nothing is put together to look one up. */
  const tracers = new Map<string, { readonly scope: InstrumentationScope; readonly tracer: Tracer }[]>();
  return {
    getTracer: (name: string, version?: string, options?: TracerOptions) => {
      const schemaUrl = options?.schemaUrl;
      const named = tracers.get(name);
      if (named)
        for (const { scope, tracer } of named)
          if ((scope.version ?? '') === (version ?? '') && (scope.schemaUrl ?? '') === (schemaUrl ?? ''))
            return tracer;
      const scope = { name, ...(version && { version }), ...(schemaUrl && { schemaUrl }) };
      const tracer = new RecordingTracer({
        sampler,
        ids,
        home: { resource, scope, limits, processor, clock, ...(onException && { onException }) },
      });
      if (named) named.push({ scope, tracer });
      else tracers.set(name, [{ scope, tracer }]);
      return tracer;
    },
    forceFlush: async () => {
      await Promise.all(spanProcessors.map((each) => each.forceFlush()));
    },
    shutdown: async () => {
      await Promise.all(spanProcessors.map((each) => each.shutdown()));
    },
  };
};
