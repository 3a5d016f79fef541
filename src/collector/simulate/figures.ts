import type { Estimate, Pair, Row } from './tally.ts';

/** Of a normal distribution, for 95 %. */
const Z95 = 1.96;

export interface Share extends Pair {
  /** From 0 to 1; null where there was nothing. */
  readonly share: number | null;
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What somebody would read off the traces that are kept. */
export interface Reading {
  readonly requestsPerSecond: number;
  /** (read − true) / true; null where there is no true one. */
  readonly relativeError: number | null;
  /** 95 %, requests a second: how far chance alone could move it. */
  readonly interval: readonly [number, number];
  /** Whether the true one is within. */
  readonly isTrueWithin: boolean;
  readonly errorRatio: number | null;
  readonly latencyMillis: Percentiles;
}

export interface RowFigures {
  readonly service: string;
  readonly route?: string;
  readonly traces: Share;
  readonly spans: Share;
  readonly bytes: Share;
  readonly requests: Share;
  readonly errors: Share;
  readonly slow: Share;
  readonly truth: Pick<Reading, 'requestsPerSecond' | 'errorRatio' | 'latencyMillis'>;
  /** Each kept request counted once. */
  readonly raw: Reading;
  /** Each counted as often as its threshold says; null where no sampler wrote one. */
  readonly weighted: Reading | null;
}

export const shareOf = ({ before, after }: Pair): Share => ({
  before,
  after,
  share: before === 0 ? null : after / before,
});

const percentilesOf = ({ latency }: Estimate): Percentiles => ({
  p50: latency.quantile(0.5) ?? null,
  p95: latency.quantile(0.95) ?? null,
  p99: latency.quantile(0.99) ?? null,
});

const errorRatioOf = ({ requests, errors }: Estimate): number | null =>
  requests === 0 ? null : errors / requests;

/**
 * Two deviations around the number of requests. Where each stands for several, the deviation is that of sampling
 * each by itself; where each counts once, that of counting what comes by chance.
 */
const halfWidth = ({ requests, variance }: Estimate, isRaw: boolean): number =>
  Z95 * Math.sqrt(isRaw ? requests : variance);

const readingOf = (estimate: Estimate, truth: Estimate, seconds: number, isRaw: boolean): Reading => {
  const half = halfWidth(estimate, isRaw);
  const [low, high] = [Math.max(0, estimate.requests - half), estimate.requests + half];
  const slack = 1e-9 * truth.requests;
  return {
    requestsPerSecond: estimate.requests / seconds,
    relativeError: truth.requests === 0 ? null : estimate.requests / truth.requests - 1,
    interval: [low / seconds, high / seconds],
    isTrueWithin: low - slack <= truth.requests && truth.requests <= high + slack,
    errorRatio: errorRatioOf(estimate),
    latencyMillis: percentilesOf(estimate),
  };
};

/** @param seconds how long the recording lasts */
export const figuresOf = (row: Row, seconds: number): RowFigures => ({
  service: row.service,
  ...(row.route !== undefined && { route: row.route }),
  traces: shareOf(row.traces),
  spans: shareOf(row.spans),
  bytes: shareOf(row.bytes),
  requests: shareOf(row.requests),
  errors: shareOf(row.errors),
  slow: shareOf(row.slow),
  truth: {
    requestsPerSecond: row.truth.requests / seconds,
    errorRatio: errorRatioOf(row.truth),
    latencyMillis: percentilesOf(row.truth),
  },
  raw: readingOf(row.raw, row.truth, seconds, true),
  weighted: row.hasThresholds ? readingOf(row.weighted, row.truth, seconds, false) : null,
});

/** What is read where nobody thinks of sampling: with thresholds, where there are some. */
export const bestReading = ({ weighted, raw }: RowFigures): Reading => weighted ?? raw;
