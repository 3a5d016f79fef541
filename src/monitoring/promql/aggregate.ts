import type { Vector } from './vector.ts';

const aggregate =
  (operator: 'sum' | 'max' | 'min' | 'avg' | 'count') =>
  <Label extends string, By extends Label = never>(
    { promql }: Vector<Label>,
    by: readonly By[] = [],
  ): Vector<By> => ({
    promql: by.length > 0 ? `${operator} by (${by.join(', ')}) (${promql})` : `${operator}(${promql})`,
    labels: by,
  });

export const sum = aggregate('sum');
export const max = aggregate('max');
export const min = aggregate('min');
export const average = aggregate('avg');
export const count = aggregate('count');

/** The highest of a vector. */
export const top = <Label extends string>(
  howMany: number,
  { promql, labels }: Vector<Label>,
): Vector<Label> => ({ promql: `topk(${howMany}, ${promql})`, labels });

/** The duration that the share `q` of the observations stays under. */
export const quantile = <Label extends string>(
  q: number,
  { promql, labels }: Vector<Label | 'le'>,
): Vector<Exclude<Label, 'le'>> => ({
  promql: `histogram_quantile(${q}, ${promql})`,
  labels: labels.filter((label): label is Exclude<Label, 'le'> => label !== 'le'),
});
