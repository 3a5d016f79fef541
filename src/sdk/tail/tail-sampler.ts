import { type Attributes, type Context, type SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import type { SamplingResult } from '@opentelemetry/sdk-trace';
import type { HintedSampler, Sources } from '../consistent-sampler.ts';
import { decideAnew, followRemote } from '../decide.ts';
import { DROPPED, KEPT, type Threshold, thresholdForShare } from '../threshold-source.ts';

/** Hears of every part of a trace that begins in this process, with the threshold for the case that it is dull. */
export type BeginTrace = (traceId: string, rest: Threshold | undefined) => void;

/** Written and not silent, because what is exported in the end has different weights. */
const EVERY = thresholdForShare(1);

/**
 * Starts every trace of which anything may be kept, and leaves the choice to the end. So `th` says for now that
 * nothing was left out. A share of 0 holds at once.
 */
export const createTailSampler = (sources: Sources, begin: BeginTrace): HintedSampler => {
  const { root, remoteParentSampled, remoteParentNotSampled } = sources;
  return {
    followsLocalParent: true,
    needsSpan: Object.values(sources).some((source) => source?.needsSpan),
    toString: () => `Tail{rest=${root}}`,
    shouldSample(
      context: Context,
      traceId: string,
      name: string,
      kind: SpanKind,
      attributes: Attributes,
    ): SamplingResult {
      const found = trace.getSpanContext(context);
      const parent = found?.traceId === traceId ? found : undefined;
      const isSampled = parent !== undefined && (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
      if (parent && !parent.isRemote) return isSampled ? KEPT : DROPPED;
      const anew = isSampled ? remoteParentSampled : remoteParentNotSampled;
      if (parent && !anew) {
        // Who began the trace decided that it is there; how much of it is dull is decided here as for all others.
        if (isSampled) begin(traceId, root.thresholdFor(name, kind, attributes));
        return followRemote(isSampled, traceId, parent.traceState);
      }
      const rest = (parent && anew ? anew : root).thresholdFor(name, kind, attributes);
      if (rest) begin(traceId, rest);
      return decideAnew(rest && EVERY, traceId, parent?.traceState);
    },
  };
};
