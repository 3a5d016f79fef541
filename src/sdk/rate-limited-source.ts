import { createRateLimit } from '../core/sampling/rate-limit.ts';
import { type Threshold, type ThresholdSource, thresholdForShare } from './threshold-source.ts';

/** Shares are rounded down to these steps for a factor of two, so that few thresholds have to be made; 2 % at most. */
const STEPS = 32;

/** Smallest share: 2^-56 has a threshold, and nothing comes near it. */
const MAX_STEP = 56 * STEPS;

/** Thresholds by step, for all sources. */
const thresholds: (Threshold | undefined)[] = [];

const thresholdAtStep = (share: number): Threshold | undefined => {
  const step = Math.min(MAX_STEP, Math.ceil(-Math.log2(share) * STEPS));
  thresholds[step] ??= thresholdForShare(2 ** (-step / STEPS));
  return thresholds[step];
};

/**
 * As many traces as fit into a rate, as a probability that changes with the traffic. The limit is one for all traces
 * that come here.
 *
 * @param perSecond more than 0
 * @param now a clock that never goes back, in milliseconds
 * @param atLeast share that is kept even beyond the rate, from 0 to 1
 */
export const createRateLimitedSource = (
  perSecond: number,
  now: () => number,
  atLeast = 0,
): ThresholdSource => {
  const share = createRateLimit(perSecond, now);
  return {
    needsSpan: false,
    thresholdFor: () => thresholdAtStep(Math.max(atLeast, share())),
    toString: () => `ConsistentRateLimit{${perSecond}/s}`,
  };
};
