import type { Tracer, TracerOptions, TracerProvider } from '@opentelemetry/api';
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

/** One processor is called as it is; of several, each in turn. */
const combine = (processors: readonly SpanProcessor[]): SpanHome['processor'] => {
  const ending = processors.filter(({ onEnding }) => onEnding !== undefined);
  return {
    onStart: (span, context) => {
      for (const processor of processors) processor.onStart(span, context);
    },
    onEnding: (span) => {
      for (const processor of ending) processor.onEnding?.(span);
    },
    onEnd: (span) => {
      for (const processor of processors) processor.onEnd(span);
    },
  };
};

/** Tracers by name and version, which share everything else. */
export const createTracerProvider = (options: TracerProviderOptions): RecordingTracerProvider => {
  const { resource, sampler, spanLimits: limits, spanProcessors, clock, ids, onException } = options;
  const processor = combine(spanProcessors);
  const tracers = new Map<string, Tracer>();
  return {
    getTracer: (name: string, version?: string, { schemaUrl }: TracerOptions = {}) => {
      const key = `${name}@${version ?? ''}:${schemaUrl ?? ''}`;
      const known = tracers.get(key);
      if (known) return known;
      const scope = { name, ...(version && { version }), ...(schemaUrl && { schemaUrl }) };
      const tracer = new RecordingTracer({
        sampler,
        ids,
        home: { resource, scope, limits, processor, clock, ...(onException && { onException }) },
      });
      tracers.set(key, tracer);
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
