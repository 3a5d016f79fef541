/** How often spans and logs leave with `BINNACLE_LIVE=true`, in milliseconds: below what a person notices. */
export const LIVE_DELAY_MILLIS = 200;

/** How often metrics leave with `BINNACLE_LIVE=true`, in milliseconds. */
export const LIVE_METRIC_INTERVAL_MILLIS = 250;
