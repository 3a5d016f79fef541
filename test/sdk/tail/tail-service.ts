import { ROOT_CONTEXT, type Span, type SpanContext, type SpanOptions, trace } from '@opentelemetry/api';
import { type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Sources } from '../../../src/sdk/consistent-sampler.ts';
import type { TailOptions } from '../../../src/sdk/tail/tail-options.ts';
import { createTailSampling } from '../../../src/sdk/tail/tail-sampling.ts';
import { createFixedSource } from '../../../src/sdk/threshold-source.ts';

export interface TailService {
  /** What came out, in order. */
  readonly kept: ReadableSpan[];
  /** `reason spans` of what was left out against the promise. */
  readonly dropped: string[];
  advance(millis: number): void;
  start(name: string, parent?: Span | SpanContext, options?: SpanOptions): Span;
  end(span: Span): void;
  sweep(): void;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

type Options = Partial<Omit<TailOptions, 'now' | 'onDropped'>> & {
  /** Share of what is dull. */
  readonly rest?: number;
  readonly sources?: Sources;
  readonly traceIds?: () => string;
};

/** A service with tail sampling and a clock of its own. */
export const createTailService = ({ rest = 0, sources, traceIds, ...options }: Options = {}): TailService => {
  let clock = 1_000_000;
  const kept: ReadableSpan[] = [];
  const dropped: string[] = [];
  const sink: SpanProcessor = {
    onStart: () => {},
    onEnd: (span) => kept.push(span),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  // A share of 0 would not even be recorded.
  const root = createFixedSource(rest === 0 ? 2 ** -56 : rest);
  const tail = createTailSampling(sources ?? { root }, {
    slowerThanMillis: 1_000,
    maxSpans: 1_000,
    maxBytes: 10_000_000,
    timeoutMillis: 30_000,
    ...options,
    now: () => clock,
    onDropped: (reason, spans) => dropped.push(`${reason} ${spans}`),
  });
  let spanIds = 0;
  const provider = new TracerProvider({
    sampler: tail.sampler,
    spanProcessors: [tail.processor([sink])],
    ...(traceIds && {
      idGenerator: {
        generateTraceId: traceIds,
        generateSpanId: () => (++spanIds).toString(16).padStart(16, '0'),
      },
    }),
  });
  const tracer = provider.getTracer('test');
  return {
    kept,
    dropped,
    advance: (millis) => {
      clock += millis;
    },
    start: (name, parent, spanOptions = {}) => {
      const context = !parent
        ? ROOT_CONTEXT
        : 'spanContext' in parent
          ? trace.setSpan(ROOT_CONTEXT, parent)
          : trace.setSpanContext(ROOT_CONTEXT, parent);
      return tracer.startSpan(name, { startTime: new Date(clock), ...spanOptions }, context);
    },
    end: (span) => span.end(new Date(clock)),
    sweep: tail.sweep,
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
};
