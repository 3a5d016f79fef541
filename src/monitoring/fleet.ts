/**
 * Queries of dashboards that may show one service or hundreds. Of few, they read what the services have sent: exactly, up
 * to this moment, and by instance. Of many, they read what rules record once a minute, because a histogram has a series
 * for each endpoint, status and bucket: with 200 services of 30 endpoints more than 100 000 of them.
 *
 * Both are in each query, joined by `or`. The variable `recorded` of the dashboard decides which of them has series, and
 * a selector without series costs nothing: see `RAW`. A recorded series has no instance, so where one is selected it is
 * left out too.
 */
import { apdexFrom, apdexOf } from './apdex.ts';
import { RANGE, STEP } from './grafana/queries.ts';
import { RAW, SELECTED } from './grafana/variables.ts';
import { max, quantile, sum, top } from './promql/aggregate.ts';
import { complement, divide, share } from './promql/arithmetic.ts';
import { either, where } from './promql/condition.ts';
import { maxOver, sumOver } from './promql/over-time.ts';
import { series } from './promql/select.ts';
import type { Matchers, Vector } from './promql/vector.ts';
import { RECORDED_EVERY_SECONDS, type RecordedMetric } from './recording.ts';
import { endpointErrorRate, endpointP95, endpointRate } from './recordings/endpoints.ts';
import {
  serviceAnsweredBuckets,
  serviceBuckets,
  serviceErrorRate,
  serviceP95,
  serviceRate,
} from './recordings/services.ts';
import { ENDPOINT, errorRatioIn, latency, requestRate, requestsIn } from './red.ts';

/** Lines of a chart and rows of a table: of many services only the first are to be seen. */
const MOST_LINES = 20;
const MOST_ROWS = 50;

type ByService = readonly 'job'[];
const SERVICE = ['job'] as const;

/** What is recorded of the selected services. */
export const recorded = <Label extends string>(
  { metric }: RecordedMetric<Label>,
  matchers: Matchers<string> = {},
): Vector<Label> => series<string>(metric, { ...SELECTED, ...matchers }) as Vector<Label>;

/** What was recorded in the shown range, added up: of a rate, so many events for each time it was recorded. */
const over = <Label extends string>(vector: Vector<Label>): Vector<Label> => sumOver(vector, RANGE);

/** A rate that was added up, as a number of events. */
const asEvents = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: `${promql} * ${RECORDED_EVERY_SECONDS}`,
  labels,
});

/** Events of the shown range, as they are recorded as a rate. */
export const recordedEvents = <Label extends string, By extends Label = never>(
  rate: RecordedMetric<Label>,
  by?: readonly By[],
): Vector<By> => asEvents(sum(over(recorded(rate)), by));

/** The highest that was recorded in the shown range. */
export const recordedMost = <Label extends string, By extends Label = never>(
  of: RecordedMetric<Label>,
  by?: readonly By[],
): Vector<By> => max(maxOver(recorded(of), RANGE), by);

/** The series that have the most at the end of the range: the same ones from its start on. */
export const mostAtEnd = <Label extends string>(
  vector: (at: <L extends string>(selector: Vector<L>) => Vector<L>) => Vector<Label>,
  howMany = MOST_LINES,
): Vector<Label> =>
  where(
    vector((selector) => selector),
    top(
      howMany,
      vector(({ promql, labels }) => ({ promql: `${promql} @ end()`, labels })),
    ),
  );

/** What was counted up to the end of the shown range, at each of its moments. */
const asAtEnd = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: promql.replaceAll(' anchored)', ' anchored @ end())'),
  labels,
});

/** Lines of those that have the most of what is counted exactly, over the whole of the shown range. */
export const mostInRange = <Label extends string>(
  lines: Vector<Label>,
  counted: Vector<NoInfer<Label>>,
): Vector<Label> => where(lines, top(MOST_LINES, asAtEnd(counted)));

/** Requests in the shown range. */
export const requestsShown = (by: ByService = []): Vector<'job'> =>
  either([requestsIn(RAW, RANGE, by), recordedEvents(serviceRate, by)]);

const errorRatios = (by: ByService = []): readonly Vector[] => [
  errorRatioIn(RAW, RANGE, by),
  share(sum(over(recorded(serviceErrorRate)), by), sum(over(recorded(serviceRate)), by)),
];

/** Share of the requests of the shown range that failed. */
export const errorRatioShown = (by?: ByService): Vector => either(errorRatios(by));

/** Share of the requests of the shown range that did not fail. */
export const successShown = (): Vector => either(errorRatios().map(complement));

/** Seconds that the share `q` of the requests of the shown range stays under. */
export const latencyShown = (q: number): Vector =>
  either([latency(q, RAW, RANGE), quantile(q, sum(over(recorded(serviceBuckets)), ['le']))]);

/** Seconds that 95 % of the requests of each service stay under; of many, in the worst five minutes of the range. */
export const serviceP95Shown = (): Vector<'job'> =>
  either([latency(0.95, RAW, RANGE, SERVICE), recordedMost(serviceP95, SERVICE)]);

/** Apdex of the shown range. */
export const apdexShown = (): Vector<never> =>
  either([
    apdexOf(RAW, RANGE),
    apdexFrom({
      answeredWithin: (le) => sum(over(recorded(serviceAnsweredBuckets, { le }))),
      all: sum(over(recorded(serviceRate))),
    }),
  ]);

/** Requests a second. */
export const requestRateNow = (): Vector<never> =>
  either([requestRate(RAW, STEP), sum(recorded(serviceRate))]);

/** Seconds that the share `q` of the requests stays under. */
export const latencyNow = (q: number): Vector<never> =>
  either([latency(q, RAW, STEP), quantile(q, sum(recorded(serviceBuckets), ['le'])) as Vector<never>]);

/** Lines of each service; of many, those with the highest. */
export const SERVICE_LINES = {
  rate: either([requestRate(RAW, STEP, SERVICE), mostAtEnd((at) => sum(at(recorded(serviceRate)), SERVICE))]),
  errorRatio: either([
    errorRatioIn(RAW, STEP, SERVICE),
    mostAtEnd((at) =>
      divide(sum(at(recorded(serviceErrorRate)), SERVICE), sum(at(recorded(serviceRate)), SERVICE)),
    ),
  ]),
  p95: either([latency(0.95, RAW, STEP, SERVICE), mostAtEnd((at) => max(at(recorded(serviceP95)), SERVICE))]),
};

const endpointErrors = (at: <L extends string>(selector: Vector<L>) => Vector<L>) =>
  divide(sum(at(recorded(endpointErrorRate)), ENDPOINT), sum(at(recorded(endpointRate)), ENDPOINT));

/** Lines of those endpoints that have the most: of many services at the end of the shown range, of few over all of it. */
export const ENDPOINT_LINES = {
  rate: either([
    mostInRange(requestRate(RAW, STEP, ENDPOINT), requestsIn(RAW, RANGE, ENDPOINT)),
    mostAtEnd((at) => sum(at(recorded(endpointRate)), ENDPOINT)),
  ]),
  errorRatio: either([
    mostInRange(errorRatioIn(RAW, STEP, ENDPOINT), errorRatioIn(RAW, RANGE, ENDPOINT)),
    mostAtEnd(endpointErrors),
  ]),
};

const BUSIEST = top(MOST_ROWS, sum(recorded(endpointRate), ENDPOINT));
const endpointP95Shown = recordedMost(endpointP95, ENDPOINT);

/** Columns with a row for each endpoint; of many services, for those with the most requests. */
export const ENDPOINT_ROWS = {
  requests: either([
    requestsIn(RAW, RANGE, ENDPOINT),
    where(recordedEvents(endpointRate, ENDPOINT), BUSIEST),
  ]),
  rate: either([requestRate(RAW, STEP, ENDPOINT), BUSIEST]),
  errorRatio: either([
    errorRatioIn(RAW, RANGE, ENDPOINT),
    where(
      share(sum(over(recorded(endpointErrorRate)), ENDPOINT), sum(over(recorded(endpointRate)), ENDPOINT)),
      BUSIEST,
    ),
  ]),
  p95: either([latency(0.95, RAW, RANGE, ENDPOINT), where(endpointP95Shown, BUSIEST)]),
};

/** The endpoints with the highest p95 of the shown range; of many services, of five minutes in it. */
export const slowestEndpoints = (howMany: number): Vector<(typeof ENDPOINT)[number]> =>
  top(howMany, either([latency(0.95, RAW, RANGE, ENDPOINT), endpointP95Shown]));
