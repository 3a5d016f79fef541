import type { TraceState } from '@opentelemetry/api';
import { SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace';
import {
  claimsThreshold,
  explicitRandomnessIn,
  OT_VENDOR,
  removeThreshold,
  setThreshold,
  thresholdIn,
} from '../core/sampling/ot-entry.ts';
import { isKept, randomnessOf } from '../core/sampling/threshold.ts';
import { DROPPED, KEPT, type Threshold } from './threshold-source.ts';

/**
 * The 56 random bits of a trace, as hex digits: what a service before this one chose, else the end of the trace id,
 * which is taken to be random also where its flag is not set.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#presumption-of-traceid-randomness
 */
export const randomnessIn = (entry: string, traceId: string): string =>
  explicitRandomnessIn(entry) ?? randomnessOf(traceId);

/** The trace state without a threshold. */
const withoutThreshold = (traceState: TraceState, entry: string): TraceState => {
  const rest = removeThreshold(entry);
  return rest === '' ? traceState.unset(OT_VENDOR) : traceState.set(OT_VENDOR, rest);
};

/** Nobody can tell the weight of what comes after; a threshold from before would be a lie. */
const erasing = (
  result: SamplingResult,
  traceState: TraceState | undefined,
  entry: string,
): SamplingResult =>
  traceState && claimsThreshold(entry)
    ? { decision: result.decision, traceState: withoutThreshold(traceState, entry) }
    : result;

/** Decides about a trace by its randomness, whatever was decided before. */
export const decideAnew = (
  threshold: Threshold | undefined,
  traceId: string,
  traceState: TraceState | undefined,
): SamplingResult => {
  if (!traceState) {
    if (!threshold || !(threshold.isSilent || randomnessOf(traceId) >= threshold.padded)) return DROPPED;
    return threshold.keptRoot;
  }
  const entry = traceState.get(OT_VENDOR) ?? '';
  if (!threshold || randomnessIn(entry, traceId) < threshold.padded)
    return erasing(DROPPED, traceState, entry);
  if (threshold.isSilent && !claimsThreshold(entry)) return KEPT;
  return {
    decision: SamplingDecision.RECORD_AND_SAMPLED,
    traceState: traceState.set(OT_VENDOR, setThreshold(entry, threshold.th)),
  };
};

/**
 * Follows the decision of a service before this one. A threshold that cannot have led to it is erased:
 * https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/#general-requirements
 */
export const followRemote = (
  isSampled: boolean,
  traceId: string,
  traceState: TraceState | undefined,
): SamplingResult => {
  const result = isSampled ? KEPT : DROPPED;
  const entry = traceState?.get(OT_VENDOR) ?? '';
  if (!claimsThreshold(entry)) return result;
  const threshold = thresholdIn(entry);
  const agrees = isSampled && threshold !== undefined && isKept(randomnessIn(entry, traceId), threshold);
  return agrees ? result : erasing(result, traceState, entry);
};
