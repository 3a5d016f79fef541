import { METRICS } from './catalogue/index.ts';
import { max, maxOver, series, type Vector } from './queries.ts';

/** What tells a group of errors from others, in alerts. */
export const ERROR_GROUP = [
  'job',
  'deployment_environment_name',
  'error_type',
  'binnacle_error_place',
  'binnacle_error_fingerprint',
] as const;

/** Groups that a range in the past has seen. */
export const seenBefore = (range: string, ago: string): Vector<(typeof ERROR_GROUP)[number]> =>
  max(maxOver(series(METRICS.errors), range, ago), ERROR_GROUP);
