import { METRICS } from './catalogue/index.ts';
import { sum } from './promql/aggregate.ts';
import { either, unless } from './promql/condition.ts';
import { increase } from './promql/growth.ts';
import { maxOver, offset } from './promql/over-time.ts';
import { series } from './promql/select.ts';
import type { Vector } from './promql/vector.ts';

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
