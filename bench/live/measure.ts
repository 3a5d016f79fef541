import { setTimeout as delay } from 'node:timers/promises';

/** Longest pause before a request, so that it comes at any moment of every interval on its way. */
const MAX_PAUSE_MILLIS = 500;
/** A request that is not counted by then never will be. */
const LOST_MILLIS = 10_000;

/** Where the number of counted requests can be seen. */
export interface Counted {
  /** Resolves when at least so many requests are counted. */
  atLeast(requests: number): Promise<void>;
}

export interface Delays {
  readonly p50Millis: number;
  readonly p95Millis: number;
  readonly maxMillis: number;
}

const rank = (sorted: readonly number[], q: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0);

/** How long each of the requests takes from its end until it is counted. */
export const measure = async (url: string, requests: number, counted: Counted): Promise<Delays> => {
  const delays: number[] = [];
  // The first one opens connections, and is not measured.
  for (let i = 0; i <= requests; i++) {
    await delay(Math.random() * MAX_PAUSE_MILLIS);
    const response = await fetch(url);
    await response.arrayBuffer();
    const end = performance.now();
    const lost = new AbortController();
    const never = delay(LOST_MILLIS, true, { signal: lost.signal }).catch(() => false);
    const isLost = await Promise.race([counted.atLeast(i + 1).then(() => false), never]);
    lost.abort();
    if (isLost) throw new Error(`request ${i + 1} was not counted after ${LOST_MILLIS / 1_000} s`);
    if (i > 0) delays.push(performance.now() - end);
  }
  const sorted = delays.sort((a, b) => a - b);
  return { p50Millis: rank(sorted, 0.5), p95Millis: rank(sorted, 0.95), maxMillis: rank(sorted, 1) };
};
