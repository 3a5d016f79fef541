import { METRICS } from '../catalogue/index.ts';
import { bucketsOf, countOf } from '../promql/select.ts';
import type { LabelValue } from '../promql/vector.ts';
import { SERVER_ERROR } from '../red.ts';
import type { RequestFilter, Slo } from './slo.ts';

/** Selectors of the counters of an objective. Bad events are counted, or are those that are not good. */
export type Counters = { readonly total: string } & (
  | { readonly bad: string }
  | {
      readonly good: string /** Where it has no series, none were good. */;
      readonly goodMayBeMissing?: boolean;
    }
);

const duration = METRICS.httpServerRequestDuration;

const requestsOf = (job: string, { route, method }: RequestFilter) => ({
  job,
  ...(route !== undefined && { http_route: route }),
  ...(method !== undefined && { http_request_method: method }),
});

// Whole bounds are written as 1 or as 1.0, depending on the way that they came.
const boundary = (seconds: number): LabelValue =>
  Number.isInteger(seconds) ? { pattern: `${seconds}(?:\\.0)?` } : String(seconds);

/** What an objective counts. */
export const countersOf = ({ service, indicator }: Slo): Counters => {
  if (indicator.kind === 'ratio') {
    const counted = { total: indicator.total.promql };
    return 'bad' in indicator
      ? { ...counted, bad: indicator.bad.promql }
      : { ...counted, good: indicator.good.promql, goodMayBeMissing: true };
  }
  const requests = requestsOf(service, indicator);
  const total = countOf(duration, requests).promql;
  if (indicator.kind === 'availability')
    return { total, bad: countOf(duration, { ...requests, ...SERVER_ERROR }).promql };
  return {
    total,
    good: bucketsOf(duration, { ...requests, le: boundary(indicator.thresholdSeconds) }).promql,
  };
};
