import type { Counters } from './counters.ts';

/** Budgets are apart for each environment, so that staging does not use up that of production. */
export const ENVIRONMENT = 'deployment_environment_name';

const BY = `by (${ENVIRONMENT})`;

/** How a counter's growth is asked for, of all series that a selector has. */
type Growth = (selector: string) => string;

/** By about how much: plain `increase` stretches what lies between the first and the last sample to the whole window. */
const estimated =
  (window: string): Growth =>
  (selector) =>
    `sum ${BY} (increase(${selector}[${window}]))`;

/** What is on its way has arrived when it is counted: the last samples of 5 minutes are waited for. */
const SETTLED = '30s';
const BEFORE = '5m30s';
const REMEMBERED = '1h';

/**
 * By how much in 5 minutes, as a difference of two samples: each growth is in exactly one of the intervals that follow
 * each other, so their sum is what the counter has counted. With plain `increase` what happens between the last sample of
 * an interval and the first of the next is in neither, and is made up for by stretching the rest.
 *
 * A series that is new, or has begun anew, counts from 0: the first answers with 500 make a new series. Where nothing was
 * known an hour back, Prometheus is new itself, and what was counted before does not belong to these 5 minutes.
 */
const exact =
  (total: string): Growth =>
  (selector) => {
    const now = `last_over_time(${selector}[5m] offset ${SETTLED})`;
    const before = `last_over_time(${selector}[${REMEMBERED}] offset ${BEFORE})`;
    const known = `group ${BY} (last_over_time(${total}[${REMEMBERED}] offset ${BEFORE}))`;
    return `sum ${BY} ((${now} - ${before}) >= 0 or ${now} and on (${ENVIRONMENT}) ${known})`;
  };

const totalAndBad = (
  counters: Counters,
  growth: Growth,
): { readonly total: string; readonly bad: string } => {
  const total = growth(counters.total);
  // No series of errors is no errors, where there are requests at all.
  if ('bad' in counters) return { total, bad: `${growth(counters.bad)} or ${total} * 0` };
  const rest = `clamp_min(${total} - ${growth(counters.good)}, 0)`;
  return { total, bad: counters.goodMayBeMissing ? `${rest} or ${total}` : rest };
};

/** All and bad events of a window, at once. */
export const estimatedGrowth = (counters: Counters, window: string) =>
  totalAndBad(counters, estimated(window));

/** All and bad events of the last 5 minutes, such that many add up to what there was. */
export const exactGrowth = (counters: Counters) => totalAndBad(counters, exact(counters.total));
