import type { Vector } from './vector.ts';

/** A gauge over a range that may lie in the past. */
const overRange =
  (name: 'avg' | 'min' | 'max' | 'stddev' | 'sum') =>
  <Label extends string>(
    { promql, labels }: Vector<Label>,
    range: string,
    offset?: string,
  ): Vector<Label> => ({
    promql: `${name}_over_time(${promql}[${range}]${offset ? ` offset ${offset}` : ''})`,
    labels,
  });

export const averageOver = overRange('avg');
export const minOver = overRange('min');
export const maxOver = overRange('max');
export const deviationOver = overRange('stddev');
/** What recorded increases of a range add up to. */
export const sumOver = overRange('sum');

/** What a gauge will be after so many seconds, on the line through its samples of the range. */
export const predicted = <Label extends string>(
  { promql, labels }: Vector<Label>,
  range: string,
  seconds: number,
): Vector<Label> => ({ promql: `predict_linear(${promql}[${range}], ${seconds})`, labels });

/** A selector as it was some time ago. */
export const offset = <Label extends string>(
  { promql, labels }: Vector<Label>,
  duration: string,
): Vector<Label> => ({ promql: `${promql} offset ${duration}`, labels });

/** Seconds since the last sample of each series, as far back as `lookBack`. */
export const secondsSinceSample = <Label extends string, By extends Label>(
  { promql }: Vector<Label>,
  lookBack: string,
  by: readonly By[],
): Vector<By> => ({
  promql: `time() - max by (${by.join(', ')}) (max_over_time(timestamp(${promql})[${lookBack}:1m]))`,
  labels: by,
});

/** Seconds since a time that a gauge tells, in seconds since 1970. */
export const secondsSince = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: `time() - ${promql}`,
  labels,
});
