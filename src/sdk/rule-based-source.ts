import { compileRules } from '../core/sampling/rules/compile-rules.ts';
import type { SamplingRule } from '../core/sampling/rules/rule.ts';
import type { Share } from '../core/sampling/sampler-choice.ts';
import { createRateLimitedSource } from './rate-limited-source.ts';
import { type Threshold, type ThresholdSource, thresholdForShare } from './threshold-source.ts';

/** A ratio or a rate. Where shares differ, also a share of 1 is written into the trace state. */
export const createShareSource = (share: Share, now: () => number): ThresholdSource => {
  if (share.kind === 'rate') return createRateLimitedSource(share.perSecond, now);
  const threshold: Threshold | undefined = thresholdForShare(share.ratio);
  return {
    needsSpan: false,
    thresholdFor: () => threshold,
    toString: () => `ConsistentProbability{${share.ratio}}`,
  };
};

/**
 * The first rule that matches decides, and `rest` where none does. Where the name of this service is all that the
 * rules ask for, what is left of them is the answer itself, and no span is looked at.
 */
export const createRuleBasedSource = (
  rules: readonly SamplingRule[],
  rest: ThresholdSource,
  { serviceName, now }: { readonly serviceName: string; readonly now: () => number },
): ThresholdSource => {
  const compiled = compileRules(rules, serviceName).map(({ test, keep }) => ({
    test,
    source: createShareSource(keep, now),
  }));
  const tested = compiled.flatMap(({ test, source }) => (test ? [{ test, source }] : []));
  const last = compiled.find(({ test }) => test === undefined)?.source ?? rest;
  if (tested.length === 0) return last;
  return {
    needsSpan: true,
    thresholdFor: (name, kind, attributes) => {
      for (const { test, source } of tested) {
        if (test(name, kind, attributes)) return source.thresholdFor(name, kind, attributes);
      }
      return last.thresholdFor(name, kind, attributes);
    },
    toString: () => `Rules{${[...tested.map(({ source }) => source), last].join(', ')}}`,
  };
};
