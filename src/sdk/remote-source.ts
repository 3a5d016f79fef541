import type { JaegerStrategy } from '../core/sampling/jaeger-strategy.ts';
import type { Share } from '../core/sampling/sampler-choice.ts';
import { createRateLimitedSource } from './rate-limited-source.ts';
import { createShareSource } from './rule-based-source.ts';
import type { ThresholdSource } from './threshold-source.ts';

/** A source whose strategy comes from elsewhere, and may change. */
export interface RemoteSource extends ThresholdSource {
  use(strategy: JaegerStrategy): void;
}

/** A ratio and a rate below which nothing is left out: the greater of the two shares, so that both stay consistent. */
const sourceOf = (share: Share, atLeastPerSecond: number, now: () => number): ThresholdSource =>
  share.kind === 'ratio' && share.ratio < 1 && atLeastPerSecond > 0
    ? createRateLimitedSource(atLeastPerSecond, now, share.ratio)
    : createShareSource(share, now);

/**
 * Answers by the strategy of each operation, which is the name of a span.
 *
 * @param first until there is a strategy
 */
export const createRemoteSource = (first: ThresholdSource, now: () => number): RemoteSource => {
  let rest = first;
  let operations: ReadonlyMap<string, ThresholdSource> = new Map();
  return {
    needsSpan: true,
    thresholdFor: (name, kind, attributes) =>
      (operations.get(name) ?? rest).thresholdFor(name, kind, attributes),
    use: (strategy) => {
      const create = (share: Share) => sourceOf(share, strategy.atLeastPerSecond, now);
      rest = create(strategy.rest);
      operations = new Map([...strategy.operations].map(([name, share]) => [name, create(share)]));
    },
    toString: () => `JaegerRemote{${rest}, ${operations.size} operations}`,
  };
};
