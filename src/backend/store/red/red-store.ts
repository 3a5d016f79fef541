import type { MetricPoint } from '../../model.ts';
import type { BackendOptions } from '../../options.ts';
import type { Counters } from '../counters.ts';
import { toDistribution } from './distribution.ts';
import { Endpoint, type EndpointView } from './endpoint.ts';
import { isError, isRequestDuration, methodAndRoute } from './http-metric.ts';
import { HistoryBudget } from './rate-history.ts';
import { type Increment, Streams } from './streams.ts';

export type RedLimits = Pick<BackendOptions, 'maxSeries' | 'highResolutionMillis'>;

/** Where everything beyond `maxSeries` endpoints is added up. */
export const OTHER = '(other)';

/** Streams of an endpoint: one for each status code, error type and process. */
const STREAMS_PER_SERIES = 4;
/** A service whose metrics are older than this, and than three of its intervals, has no rate. */
const STALE_MILLIS = 15_000;

/** A point of this age is of a clock that is off, or of a retry after a long outage. */
const MAX_AGE_MILLIS = 120_000;

interface ServiceClock {
  /** The time up to which the service's requests are known, by the clock of this machine. */
  latestMillis: number;
  intervalMillis: number;
}

/**
 * Requests, errors and durations by service and endpoint, from the metric that services measure before
 * any sampling.
 */
export class RedStore {
  readonly #limits: RedLimits;
  readonly #counters: Counters;
  readonly #streams: Streams;
  readonly #history: HistoryBudget;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #clocks = new Map<string, ServiceClock>();
  #requestNumber = 0;
  #ignored = 0;
  #applied = 0;

  constructor(limits: RedLimits, counters: Counters, startedMillis: number) {
    this.#limits = limits;
    this.#counters = counters;
    this.#streams = new Streams(limits.maxSeries * STREAMS_PER_SERIES, startedMillis);
    this.#history = new HistoryBudget(limits.highResolutionMillis);
  }

  get size() {
    return {
      endpoints: this.#endpoints.size,
      streams: this.#streams.size,
      historyMinutes: this.#history.minutes,
      pointsUsed: this.#applied,
      /** Points of metrics that the page does not show. */
      pointsIgnored: this.#ignored,
    };
  }

  /** The points of one request. */
  add(points: readonly MetricPoint[], nowMillis: number): void {
    this.#requestNumber += 1;
    for (const point of points) this.#streams.see(point, this.#requestNumber);
    for (const point of points) this.#addPoint(point, nowMillis);
  }

  expire(nowMillis: number): void {
    this.#history.expire(nowMillis);
  }

  views(nowMillis: number): readonly EndpointView[] {
    return [...this.#endpoints.values()].map((endpoint) => {
      const { latestMillis = 0, intervalMillis = 0 } = this.#clocks.get(endpoint.service) ?? {};
      const stale = nowMillis - latestMillis > Math.max(STALE_MILLIS, 3 * intervalMillis);
      return endpoint.view(stale ? undefined : latestMillis, nowMillis);
    });
  }

  #addPoint(point: MetricPoint, nowMillis: number): void {
    if (!isRequestDuration(point)) {
      this.#ignored += 1;
      return;
    }
    const distribution = toDistribution(point.value);
    const temporality = 'temporality' in point.value ? point.value.temporality : 'unspecified';
    if (!distribution || temporality === 'unspecified') {
      this.#counters.drop('metrics', 'invalid');
      return;
    }
    const result = this.#streams.next(point, distribution, temporality, this.#requestNumber, nowMillis);
    if ('drop' in result) {
      this.#counters.drop('metrics', result.drop);
      return;
    }
    this.#applied += 1;
    const endpoint = this.#endpointOf(point);
    if ('baseline' in result) return;
    const interval = this.#localInterval(endpoint.service, result.increment, nowMillis);
    endpoint.add(result.increment.distribution, interval, isError(point));
  }

  /** The interval by this machine's clock: a sender's clock that is far off must not move the rates. */
  #localInterval(service: string, { fromMillis, toMillis }: Increment, nowMillis: number) {
    const length = Math.max(0, toMillis - fromMillis);
    const age = nowMillis - toMillis;
    const to = age >= 0 && age < MAX_AGE_MILLIS ? toMillis : nowMillis;
    const clock = this.#clocks.get(service) ?? { latestMillis: 0, intervalMillis: 0 };
    if (to > clock.latestMillis) {
      clock.intervalMillis = Math.min(120_000, clock.latestMillis === 0 ? length : to - clock.latestMillis);
      clock.latestMillis = to;
    }
    this.#clocks.set(service, clock);
    // Rates further back than the history reaches are nobody's, and a loop over them would be long.
    const from = to - Math.min(length, this.#limits.highResolutionMillis, 3_600_000);
    return { fromMillis: from, toMillis: to };
  }

  #endpointOf(point: MetricPoint): Endpoint {
    const { service } = point.source;
    const name = methodAndRoute(point.attributes);
    const key = `${service}\n${name}`;
    const known = this.#endpoints.get(key);
    if (known) return known;
    const isFull = this.#endpoints.size >= this.#limits.maxSeries;
    const overflow = isFull ? this.#endpoints.get(OTHER) : undefined;
    if (overflow) return overflow;
    const endpoint = isFull
      ? new Endpoint(OTHER, OTHER, this.#history)
      : new Endpoint(service, name, this.#history);
    this.#endpoints.set(isFull ? OTHER : key, endpoint);
    return endpoint;
  }
}
