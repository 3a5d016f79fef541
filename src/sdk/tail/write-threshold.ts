import { createTraceState, type TraceState } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { OT_VENDOR, setThreshold, thresholdIn } from '../../core/sampling/ot-entry.ts';
import { padThreshold } from '../../core/sampling/threshold.ts';
import { randomnessIn } from '../decide.ts';
import type { Threshold } from '../threshold-source.ts';

const entryOf = (span: ReadableSpan): string => span.spanContext().traceState?.get(OT_VENDOR) ?? '';

/** Whether a trace is part of a share. */
export const isWithin = (threshold: Threshold, span: ReadableSpan): boolean =>
  threshold.isSilent || randomnessIn(entryOf(span), span.spanContext().traceId) >= threshold.padded;

/**
 * The state of what is kept for being part of the share: the higher of the thresholds that it passed, here and
 * before. The specification calls it an equalizing downstream sampler:
 * https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/#equalizing-downstream-sampler
 */
const raised = (traceState: TraceState | undefined, { th, padded }: Threshold): TraceState => {
  const entry = traceState?.get(OT_VENDOR) ?? '';
  const before = thresholdIn(entry);
  if (traceState && before !== undefined && padThreshold(before) >= padded) return traceState;
  return (traceState ?? createTraceState()).set(OT_VENDOR, setThreshold(entry, th));
};

/**
 * Writes the threshold that spans of one trace passed. Into the spans themselves: their trace goes on with it, also
 * in what starts later.
 */
export const createThresholdWriter = (threshold: Threshold | undefined): ((span: ReadableSpan) => void) => {
  if (!threshold || threshold.isSilent) return () => {};
  // The spans of a trace mostly share one state.
  let last: TraceState | undefined;
  let lastRaised: TraceState | undefined;
  return (span) => {
    const spanContext = span.spanContext();
    if (spanContext.traceState === lastRaised && lastRaised) return;
    if (!lastRaised || spanContext.traceState !== last) {
      last = spanContext.traceState;
      lastRaised = raised(last, threshold);
    }
    spanContext.traceState = lastRaised;
  };
};
