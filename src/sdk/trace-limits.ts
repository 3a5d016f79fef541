import { TraceFlags, trace } from '@opentelemetry/api';
import type { Sampler, SpanProcessor } from '@opentelemetry/sdk-trace';
import { isLocalRoot } from './tail/interesting.ts';
import { DROPPED } from './threshold-source.ts';

export interface TraceLimitOptions {
  /** Most spans of one trace in this process. */
  readonly maxSpans: number;
  /** Longest age of a trace in this process when a span starts, in milliseconds. */
  readonly maxAgeMillis: number;
  /** A clock that never goes back, in milliseconds. */
  readonly now: () => number;
  /** Hears of every span that was left out. */
  readonly onDropped: (reason: 'too many' | 'too old') => void;
}

export interface TraceLimits {
  /** Leaves out what the other sampler would have kept. */
  limit(sampler: Sampler): Sampler;
  /** Says on the span by which this process entered the trace how many are missing. */
  readonly processor: SpanProcessor;
}

/** Traces that are counted at once; beyond that the oldest begins anew. */
const MAX_TRACES = 5_000;

/** On the local root of a trace that has reached its limit. */
export const DROPPED_SPANS_ATTRIBUTE = 'binnacle.dropped_spans';

interface Counted {
  readonly since: number;
  spans: number;
  dropped: number;
}

/** Bounds the spans of one trace, so that a loop that got out of hand is not the end of the service. */
export const createTraceLimits = ({
  maxSpans,
  maxAgeMillis,
  now,
  onDropped,
}: TraceLimitOptions): TraceLimits => {
  /** In the order in which they began. */
  const traces = new Map<string, Counted>();

  const begin = (traceId: string): Counted => {
    const counted = { since: now(), spans: 0, dropped: 0 };
    traces.set(traceId, counted);
    if (traces.size > MAX_TRACES) {
      for (const oldest of traces.keys()) {
        traces.delete(oldest);
        break;
      }
    }
    return counted;
  };

  const excessOf = ({ spans, since }: Counted): 'too many' | 'too old' | undefined => {
    if (spans >= maxSpans) return 'too many';
    return now() - since > maxAgeMillis ? 'too old' : undefined;
  };

  return {
    limit: (sampler) => ({
      toString: () => `TraceLimits{${sampler}}`,
      shouldSample: (context, traceId, ...span) => {
        const parent = trace.getSpanContext(context);
        const known = traces.get(traceId);
        // What is left out anyway is not counted.
        const excess =
          known && parent?.traceId === traceId && parent.traceFlags & TraceFlags.SAMPLED
            ? excessOf(known)
            : undefined;
        if (known && excess) {
          known.dropped++;
          onDropped(excess);
          return DROPPED;
        }
        const result = sampler.shouldSample(context, traceId, ...span);
        if (result.decision !== DROPPED.decision) (known ?? begin(traceId)).spans++;
        return result;
      },
    }),
    processor: {
      onStart: () => {},
      onEnding: (span) => {
        if (!isLocalRoot(span)) return;
        const dropped = traces.get(span.spanContext().traceId)?.dropped ?? 0;
        if (dropped > 0) span.setAttribute(DROPPED_SPANS_ATTRIBUTE, dropped);
      },
      onEnd: () => {},
      forceFlush: async () => {},
      shutdown: async () => {},
    },
  };
};
