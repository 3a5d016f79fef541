import { type Attributes, type Context, type SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace';
import { decideAnew, followRemote } from './decide.ts';
import { DROPPED, KEPT, type ThresholdSource } from './threshold-source.ts';

/** What may be known of a sampler, so that it need not be asked about every span. */
interface SamplerHints {
  /** A span whose parent is of this process is kept where its parent is, and left out where that is. */
  readonly followsLocalParent: boolean;
  /** Whether decisions depend on name, kind or attributes. */
  readonly needsSpan: boolean;
}

export type HintedSampler = Sampler & SamplerHints;

/** Who decides where; a parent without an entry is followed. */
export interface Sources {
  readonly root: ThresholdSource;
  readonly remoteParentSampled?: ThresholdSource | undefined;
  readonly remoteParentNotSampled?: ThresholdSource | undefined;
  readonly localParentSampled?: ThresholdSource | undefined;
  readonly localParentNotSampled?: ThresholdSource | undefined;
}

const describeSources = (sources: Sources): string => {
  const parts = Object.entries(sources).map(([place, source]) => `${place}=${source}`);
  return parts.length === 1 ? `ParentBased{${parts}}` : `Consistent{${parts.join(', ')}}`;
};

/**
 * Samples shares of traces, the same ones in every service, and writes the threshold into the trace state so that
 * whoever counts spans can give each its weight.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 */
export const createConsistentSampler = (sources: Sources): HintedSampler => {
  const { root, remoteParentSampled, remoteParentNotSampled, localParentSampled, localParentNotSampled } =
    sources;
  const local = (isSampled: boolean): ThresholdSource | undefined =>
    isSampled ? localParentSampled : localParentNotSampled;
  const remote = (isSampled: boolean): ThresholdSource | undefined =>
    isSampled ? remoteParentSampled : remoteParentNotSampled;
  return {
    followsLocalParent: !localParentSampled && !localParentNotSampled,
    needsSpan: Object.values(sources).some((source) => source?.needsSpan),
    toString: () => describeSources(sources),
    shouldSample(
      context: Context,
      traceId: string,
      name: string,
      kind: SpanKind,
      attributes: Attributes,
    ): SamplingResult {
      const parent = trace.getSpanContext(context);
      // The tracer gives a new id to a span whose parent is not valid.
      if (parent?.traceId !== traceId) {
        return decideAnew(root.thresholdFor(name, kind, attributes), traceId, undefined);
      }
      const isSampled = (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
      const source = parent.isRemote ? remote(isSampled) : local(isSampled);
      if (source) return decideAnew(source.thresholdFor(name, kind, attributes), traceId, parent.traceState);
      if (parent.isRemote) return followRemote(isSampled, traceId, parent.traceState);
      return isSampled ? KEPT : DROPPED;
    },
  };
};
