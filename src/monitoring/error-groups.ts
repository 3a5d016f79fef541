import { METRICS } from './catalogue/index.ts';
import { max } from './promql/aggregate.ts';
import { maxOver } from './promql/over-time.ts';
import { series } from './promql/select.ts';
import type { Vector } from './promql/vector.ts';

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
