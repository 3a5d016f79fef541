/** Time constant of the estimate, in seconds, unless the limit is so low that this is too short to see it. */
const MEMORY_SECONDS = 2;

/** Traces that fit into the memory at the limit, at least. */
const REMEMBERED_TRACES = 10;

/** A burst lowers the share at most this many times below what the estimate asks for, so that no single trace stands for a crowd. */
const MAX_REDUCTION = 16;

/** The share of the trace that comes now. */
export type RateLimit = () => number;

/**
 * A rate limit that is a probability: the share of traces that keeps their number near the limit. It goes by when
 * traces come and never by their identifiers, so the weight of a kept trace, one divided by its share, stays right.
 * An estimate of the rate gives the share; a bucket of tokens lowers it after a burst that the estimate saw too late.
 * Estimate: https://en.wikipedia.org/wiki/Exponential_smoothing
 *
 * @param perSecond traces to keep, more than 0
 * @param now a clock that never goes back, in milliseconds
 */
export const createRateLimit = (perSecond: number, now: () => number): RateLimit => {
  const memory = Math.max(MEMORY_SECONDS, REMEMBERED_TRACES / perSecond);
  /** One second's worth, but not less than one trace. */
  const capacity = Math.max(1, perSecond);
  /** So many seconds count as passed at the start: the first traces of a quiet service are no burst. */
  const shortestWindow = capacity / perSecond;
  const started = now() / 1000;
  let last = started;
  let weight = 0;
  let tokens = capacity;
  return () => {
    const seconds = now() / 1000;
    const passed = Math.max(0, seconds - last);
    last = seconds;
    weight = weight * Math.exp(-passed / memory) + 1;
    tokens = Math.min(capacity, tokens + passed * perSecond);
    const window = Math.max(shortestWindow, memory * (1 - Math.exp((started - seconds) / memory)));
    const wanted = Math.min(1, (perSecond * window) / weight);
    const share = tokens < 0 ? wanted * Math.max(1 / MAX_REDUCTION, 2 ** (tokens / capacity)) : wanted;
    tokens -= share;
    return share;
  };
};
