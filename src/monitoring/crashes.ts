import { METRICS } from './catalogue/index.ts';
import { either, increase, maxOver, offset, series, sum, unless, type Vector } from './queries.ts';

const crashes = series(METRICS.crashes);

type Label = (typeof METRICS.crashes.labels)[number];

/**
 * How many crashes were found in a range, for alerts. Most are told by a process that has just started, whose series
 * begins with them: no growth of a counter shows those.
 */
export const crashesIn = <By extends Label>(range: string, by: readonly By[]): Vector<By> => {
  const ofNew = unless(maxOver(crashes, range), offset(crashes, range));
  return sum(either([ofNew, increase(crashes, range)]), by);
};
