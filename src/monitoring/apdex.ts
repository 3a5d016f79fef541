import { divide, series, sum, type Vector } from './queries.ts';
import { RECORDED_SERVICE, serviceBuckets, serviceErrorRate, serviceRate } from './recordings/services.ts';

/**
 * Up to here a user is satisfied, and up to four times as long they tolerate it. Both are bounds of the buckets of
 * `http.server.request.duration`, so that nothing has to be guessed between two.
 */
const SATISFIED_SECONDS = 0.25;
const TOLERATED_SECONDS = 1;

// Whole bounds are written as 1 or as 1.0, depending on the way that they came.
const upTo = (le: number): Vector<(typeof RECORDED_SERVICE)[number]> =>
  sum(series(serviceBuckets.metric, { le: { pattern: `${le}(?:\\.0)?` } }), RECORDED_SERVICE);

/**
 * Apdex of each service, from 0 to 1: satisfied and half of the tolerating, of all. What failed satisfies nobody; how
 * fast it failed is not told apart, so errors are taken from the satisfied.
 * https://en.wikipedia.org/wiki/Apdex
 */
export const apdex: Vector<(typeof RECORDED_SERVICE)[number]> = divide(
  {
    promql: `((${upTo(SATISFIED_SECONDS).promql} + ${upTo(TOLERATED_SECONDS).promql}) / 2 - (${
      serviceErrorRate.metric.prometheusName
    } or ${serviceRate.metric.prometheusName} * 0))`,
    labels: RECORDED_SERVICE,
  },
  series(serviceRate.metric),
);
