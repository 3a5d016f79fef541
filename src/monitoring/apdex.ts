import { METRICS } from './catalogue/index.ts';
import { sum } from './promql/aggregate.ts';
import { divide } from './promql/arithmetic.ts';
import { exactIncrease } from './promql/growth.ts';
import { bucketsOf, countOf, series } from './promql/select.ts';
import type { LabelValue, Matchers, Vector } from './promql/vector.ts';
import { RECORDED_SERVICE, serviceBuckets, serviceErrorRate, serviceRate } from './recordings/services.ts';
import { SERVER_ERROR } from './red.ts';

/**
 * Up to here a user is satisfied, and up to four times as long they tolerate it. Both are bounds of the buckets of
 * `http.server.request.duration`, so that nothing has to be guessed between two.
 */
const SATISFIED_SECONDS = 0.25;
const TOLERATED_SECONDS = 1;

// Whole bounds are written as 1 or as 1.0, depending on the way that they came.
const boundary = (le: number): { readonly pattern: string } => ({ pattern: `${le}(?:\\.0)?` });

const upTo = (le: number): Vector<(typeof RECORDED_SERVICE)[number]> =>
  sum(series(serviceBuckets.metric, { le: boundary(le) }), RECORDED_SERVICE);

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

const duration = METRICS.httpServerRequestDuration;
type Filter = Matchers<(typeof duration.labels)[number]>;

/** Apdex of what a dashboard selects, over a range, in one number. */
export const apdexOf = (filter: Filter, range: string): Vector<never> =>
  apdexFrom({
    within: (le) => sum(exactIncrease(bucketsOf(duration, { ...filter, le }), range)),
    all: sum(exactIncrease(countOf(duration, filter), range)),
    failed: sum(exactIncrease(countOf(duration, { ...filter, ...SERVER_ERROR }), range)),
  });

/** Apdex of requests that were counted: all, those that failed, and those whose bucket ends at `le`. */
export const apdexFrom = (counted: {
  readonly within: (le: LabelValue) => Vector<never>;
  readonly all: Vector<never>;
  readonly failed: Vector<never>;
}): Vector<never> => {
  const within = (le: number) => counted.within(boundary(le)).promql;
  const all = counted.all.promql;
  return {
    promql: `((${within(SATISFIED_SECONDS)} + ${within(TOLERATED_SECONDS)}) / 2 - (${counted.failed.promql} or ${all} * 0)) / ${all}`,
    labels: [],
  };
};
