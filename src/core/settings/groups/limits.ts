import { setting } from '../setting.ts';
import { integer } from '../value-types.ts';

/** What keeps the number of different series small. */
export const limits = {
  maxMetricSeries: setting(
    'BINNACLE_MAX_METRIC_SERIES',
    integer(1, 1_000_000),
    2_000,
    'most series of one instrument, of a running total over the life of the process; what comes after them is counted in one series with `otel.metric.overflow`, and how many measurements those were in `binnacle.metric.overflows`',
  ),
  maxRoutes: setting(
    'BINNACLE_MAX_ROUTES',
    integer(0, 100_000),
    200,
    'most different routes that are made from paths where the framework names none; later ones are `{other}`, and with 0 none are made',
  ),
} as const;
