import { METRICS } from './catalogue/index.ts';
import { sum } from './promql/aggregate.ts';
import { exactIncrease } from './promql/growth.ts';
import { bucketsOf, countOf, series } from './promql/select.ts';
import type { LabelValue, Matchers, Vector } from './promql/vector.ts';
import { RECORDED_SERVICE, serviceAnsweredBuckets, serviceRate } from './recordings/services.ts';
import { NO_SERVER_ERROR } from './red.ts';

/**
 * Up to here a user is satisfied, and up to four times as long they tolerate it. Both are bounds of the buckets of
 * `http.server.request.duration`, so that nothing has to be guessed between two.
 */
const SATISFIED_SECONDS = 0.25;
const TOLERATED_SECONDS = 1;

// Whole bounds are written as 1 or as 1.0, depending on the way that they came.
const boundary = (le: number): { readonly pattern: string } => ({ pattern: `${le}(?:\\.0)?` });

const upTo = (le: number): string =>
  sum(series(serviceAnsweredBuckets.metric, { le: boundary(le) }), RECORDED_SERVICE).promql;

/** Satisfied and half of the tolerating, of all; 0 where there are requests and none of them was answered well. */
const ratio = <Label extends string>(
  satisfied: string,
  tolerated: string,
  all: Vector<Label>,
): Vector<Label> => ({
  promql: `((${satisfied} + ${tolerated}) / 2 or ${all.promql} * 0) / ${all.promql}`,
  labels: all.labels,
});

/**
 * Apdex of each service, from 0 to 1: satisfied and half of the tolerating, of all. What failed satisfies nobody, however
 * fast it failed, so the buckets of those that did not fail are counted.
 * https://en.wikipedia.org/wiki/Apdex
 */
export const apdex: Vector<(typeof RECORDED_SERVICE)[number]> = ratio(
  upTo(SATISFIED_SECONDS),
  upTo(TOLERATED_SECONDS),
  series(serviceRate.metric),
);

const duration = METRICS.httpServerRequestDuration;
type Filter = Matchers<(typeof duration.labels)[number]>;

/** Apdex of what a dashboard selects, over a range, in one number. */
export const apdexOf = (filter: Filter, range: string): Vector<never> =>
  apdexFrom({
    answeredWithin: (le) =>
      sum(exactIncrease(bucketsOf(duration, { ...filter, ...NO_SERVER_ERROR, le }), range)),
    all: sum(exactIncrease(countOf(duration, filter), range)),
  });

/** Apdex of requests that were counted: all, and those without a server error whose bucket ends at `le`. */
export const apdexFrom = (counted: {
  readonly answeredWithin: (le: LabelValue) => Vector<never>;
  readonly all: Vector<never>;
}): Vector<never> => {
  const within = (le: number) => counted.answeredWithin(boundary(le)).promql;
  return ratio(within(SATISFIED_SECONDS), within(TOLERATED_SECONDS), counted.all);
};
