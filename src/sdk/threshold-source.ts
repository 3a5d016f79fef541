import { type Attributes, createTraceState, type SpanKind } from '@opentelemetry/api';
import { SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace';
import { OT_VENDOR, setThreshold } from '../core/sampling/ot-entry.ts';
import { padThreshold, thresholdOf } from '../core/sampling/threshold.ts';

/** Kept, with nothing to say about it. */
export const KEPT: SamplingResult = Object.freeze({ decision: SamplingDecision.RECORD_AND_SAMPLED });
export const DROPPED: SamplingResult = Object.freeze({ decision: SamplingDecision.NOT_RECORD });

/** A rejection threshold with what is asked of it for every trace. */
export interface Threshold {
  /** As `th` has it. */
  readonly th: string;
  /** 14 hex digits. */
  readonly padded: string;
  /** The answer about a trace that is kept and has no trace state yet. */
  readonly keptRoot: SamplingResult;
  /** All traces are kept, and everybody knows: no `th` is written where none was. */
  readonly isSilent: boolean;
}

/**
 * Says what share of the traces like this one is kept, before anybody looks at its randomness; undefined for none.
 * Samplers are made of it. The idea is the specification's:
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#compositesampler
 */
export interface ThresholdSource {
  /** Whether the answer depends on the arguments. */
  readonly needsSpan: boolean;
  thresholdFor(name: string, kind: SpanKind, attributes: Attributes): Threshold | undefined;
  toString(): string;
}

const createThreshold = (th: string, isSilent: boolean): Threshold => ({
  th,
  padded: padThreshold(th),
  keptRoot: isSilent
    ? KEPT
    : Object.freeze({
        decision: SamplingDecision.RECORD_AND_SAMPLED,
        traceState: createTraceState(`${OT_VENDOR}=${setThreshold('', th)}`),
      }),
  isSilent,
});

/** The threshold for a share; undefined where nothing is kept. Where shares differ, one of 1 is written too. */
export const thresholdForShare = (share: number): Threshold | undefined => {
  const th = thresholdOf(share);
  return th === undefined ? undefined : createThreshold(th, false);
};

/** Every trace is known to be kept. */
const ALL: Threshold = createThreshold('0', true);

/** The same share for every trace. */
export const createFixedSource = (ratio: number): ThresholdSource => {
  const threshold = ratio >= 1 ? ALL : thresholdForShare(ratio);
  return {
    needsSpan: false,
    thresholdFor: () => threshold,
    toString: () => `ConsistentProbability{${ratio}}`,
  };
};
