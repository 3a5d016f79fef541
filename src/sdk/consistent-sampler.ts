import {
  type Attributes,
  type Context,
  createTraceState,
  type Link,
  type SpanKind,
  trace,
} from '@opentelemetry/api';
import { type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace';
import { isKept, randomnessOf, thresholdOf } from '../core/sampling/threshold.ts';

const OT_VENDOR = 'ot';
const NOT_RECORD: SamplingResult = Object.freeze({ decision: SamplingDecision.NOT_RECORD });
const RECORD: SamplingResult = Object.freeze({ decision: SamplingDecision.RECORD_AND_SAMPLED });

/** `rv:…` of the trace state's `ot` entry, where a service before this one chose the randomness itself. */
const EXPLICIT_RANDOMNESS = /(?:^|;)rv:([0-9a-f]{14})(?:;|$)/;

/** The `ot` entry with the threshold in place of any earlier one. */
const withThreshold = (entry: string, threshold: string): string =>
  [`th:${threshold}`, ...entry.split(';').filter((part) => part !== '' && !part.startsWith('th:'))].join(';');

/**
 * Samples a share of traces, the same ones in every service, and writes the threshold into the trace state so
 * that whoever counts spans can give each its weight.
 * Source: https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/
 *
 * @param ratio share to keep, from 0 to 1
 */
export const createConsistentSampler = (ratio: number): Sampler => {
  const threshold = thresholdOf(ratio);
  const describe = () => `ConsistentProbability{${ratio}}`;
  if (threshold === undefined) return { shouldSample: () => NOT_RECORD, toString: describe };
  return {
    toString: describe,
    shouldSample(
      context: Context,
      traceId: string,
      _name: string,
      _kind: SpanKind,
      _attributes: Attributes,
      _links: Link[],
    ) {
      const traceState = trace.getSpanContext(context)?.traceState;
      const entry = traceState?.get(OT_VENDOR) ?? '';
      // No threshold means that nothing was left out; only one from before has to be put right.
      if (threshold === '0' && !entry.includes('th:')) return RECORD;
      const randomness = EXPLICIT_RANDOMNESS.exec(entry)?.[1] ?? randomnessOf(traceId);
      if (!isKept(randomness, threshold)) return NOT_RECORD;
      return {
        decision: SamplingDecision.RECORD_AND_SAMPLED,
        traceState: (traceState ?? createTraceState()).set(OT_VENDOR, withThreshold(entry, threshold)),
      };
    },
  };
};
