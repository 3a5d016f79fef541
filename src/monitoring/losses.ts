import type { Metric } from './metric.ts';
import { sum } from './promql/aggregate.ts';
import { above, either } from './promql/condition.ts';
import { rate } from './promql/growth.ts';
import { series } from './promql/select.ts';
import type { Matchers, Vector } from './promql/vector.ts';

const WINDOW_SECONDS = 300;

/**
 * What a second is lost, where something is. Servers show such a counter only once something was lost, and between its
 * first sample and the second it does not grow: a first loss that is the only one counts as it is. One that is there
 * again after Prometheus was away for less than an hour is not new, unless it began anew.
 */
export const losses = <Label extends string, By extends Label>(
  counter: Metric<'counter', Label>,
  by: readonly By[],
  matchers: Matchers<NoInfer<Label>> = {},
): Vector<By> => {
  const lost = series(counter, matchers);
  const { promql } = lost;
  const first: Vector<Label> = {
    promql: `${promql} > 0 unless last_over_time(${promql}[1h] offset 5m) <= ${promql}`,
    labels: lost.labels,
  };
  return either([
    above(sum(rate(lost, '5m'), by), 0),
    { promql: `${sum(first, by).promql} / ${WINDOW_SECONDS}`, labels: by },
  ]);
};
