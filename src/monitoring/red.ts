import { METRICS } from './catalogue/index.ts';
import { quantile, sum } from './promql/aggregate.ts';
import { share } from './promql/arithmetic.ts';
import { anchoredRate, exactIncrease } from './promql/growth.ts';
import { bucketsOf, countOf } from './promql/select.ts';
import type { Matchers, Vector } from './promql/vector.ts';

const duration = METRICS.httpServerRequestDuration;

type Label = (typeof duration.labels)[number];
type Filter = Matchers<Label>;

/** What tells one endpoint from another. */
export const ENDPOINT = ['job', 'http_request_method', 'http_route'] as const;

/** Answers that count as errors: the server's own, not those that a client has asked for. */
export const SERVER_ERROR = { http_response_status_code: { pattern: '5..' } } as const;
/** Answers to requests that the server calls wrong. */
export const CLIENT_ERROR = { http_response_status_code: { pattern: '4..' } } as const;
export const NO_SERVER_ERROR = { http_response_status_code: { notPattern: '5..' } } as const;

/** Requests in a range, exactly. */
export const requestsIn = <By extends Label = never>(
  filter: Filter,
  range: string,
  by?: readonly By[],
): Vector<By> => sum(exactIncrease(countOf(duration, filter), range), by);

/** Share of the requests of a range that failed, exactly: from 0 to 1. */
export const errorRatioIn = <By extends Label = never>(
  filter: Filter,
  range: string,
  by?: readonly By[],
): Vector<By> => share(requestsIn({ ...filter, ...SERVER_ERROR }, range, by), requestsIn(filter, range, by));

/** Requests a second. */
export const requestRate = <By extends Label = never>(
  filter: Filter,
  range: string,
  by?: readonly By[],
): Vector<By> => sum(anchoredRate(countOf(duration, filter), range), by);

/** Seconds that the share `q` of the requests stays under. */
export const latency = <By extends Label = never>(
  q: number,
  filter: Filter,
  range: string,
  by: readonly By[] = [],
): Vector<By> => {
  const buckets = sum<Label | 'le', By | 'le'>(anchoredRate(bucketsOf(duration, filter), range), [
    ...by,
    'le',
  ]);
  return quantile(q, buckets) as Vector<By>;
};
