import { Accumulator, type Distribution } from './distribution.ts';
import { quantiles } from './quantiles.ts';
import { type HistoryBudget, RateHistory } from './rate-history.ts';

export interface EndpointView {
  readonly service: string;
  /** Method and route. */
  readonly endpoint: string;
  /** Requests since the backend started, or since the service did, if that was later. */
  readonly requests: number;
  readonly errors: number;
  /** Errors by requests, 0 to 1. */
  readonly errorRate: number;
  /** Requests per second over the last seconds that are known. */
  readonly rps: number;
  /** Milliseconds; null where there are no measurements. */
  readonly p50Millis: number | null;
  readonly p95Millis: number | null;
  readonly p99Millis: number | null;
  /** Requests per second over the last minute that is known, in whole steps of two seconds, the latest last. */
  readonly history: readonly number[];
}

const RANKS = [0.5, 0.95, 0.99];
/** Seconds over which the current rate is taken. */
const RATE_SECONDS = 5;
const HISTORY_STEPS = 30;
const STEP_SECONDS = 2;

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** One endpoint's numbers. */
export class Endpoint {
  readonly service: string;
  readonly name: string;
  /** In seconds, the unit of the metric. */
  readonly #durations = new Accumulator();
  readonly #history: RateHistory;
  #requests = 0;
  #errors = 0;
  #firstMillis = Number.POSITIVE_INFINITY;
  #quantiles: readonly (number | null)[] | undefined;

  constructor(service: string, name: string, budget: HistoryBudget) {
    this.service = service;
    this.name = name;
    this.#history = new RateHistory(budget);
  }

  add(
    distribution: Distribution,
    { fromMillis, toMillis }: { fromMillis: number; toMillis: number },
    isError: boolean,
  ): void {
    if (distribution.count === 0) return;
    this.#requests += distribution.count;
    if (isError) this.#errors += distribution.count;
    this.#durations.add(distribution);
    this.#history.add(fromMillis, toMillis, distribution.count);
    this.#firstMillis = Math.min(this.#firstMillis, fromMillis);
    this.#quantiles = undefined;
  }

  /** `latestMillis` is the time up to which the service's requests are known, if that is recent. */
  view(latestMillis: number | undefined, nowMillis: number): EndpointView {
    this.#quantiles ??= quantiles(this.#durations, RANKS).map((value) =>
      Number.isNaN(value) ? null : rounded(value * 1000),
    );
    const [p50Millis = null, p95Millis = null, p99Millis = null] = this.#quantiles;
    return {
      service: this.service,
      endpoint: this.name,
      requests: this.#requests,
      errors: this.#errors,
      errorRate: this.#requests === 0 ? 0 : this.#errors / this.#requests,
      rps: latestMillis === undefined ? 0 : rounded(this.#rate(latestMillis)),
      p50Millis,
      p95Millis,
      p99Millis,
      history: this.#steps(latestMillis ?? nowMillis),
    };
  }

  #rate(latestMillis: number): number {
    const last = Math.floor((latestMillis - 1) / 1000);
    const first = last - RATE_SECONDS + 1;
    const knownMillis = latestMillis - Math.max(first * 1000, this.#firstMillis);
    return (this.#history.sum(first, last + 1) * 1000) / Math.max(1000, knownMillis);
  }

  #steps(endMillis: number): readonly number[] {
    const end = Math.floor(endMillis / 1000 / STEP_SECONDS) * STEP_SECONDS;
    return Array.from({ length: HISTORY_STEPS }, (_, i) => {
      const first = end - (HISTORY_STEPS - i) * STEP_SECONDS;
      return rounded(this.#history.sum(first, first + STEP_SECONDS) / STEP_SECONDS);
    });
  }
}
