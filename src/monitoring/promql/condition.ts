import type { Vector } from './vector.ts';

const compare =
  (operator: '>' | '<' | '==') =>
  <Label extends string>({ promql, labels }: Vector<Label>, limit: number): Vector<Label> => ({
    promql: `${promql} ${operator} ${limit}`,
    labels,
  });

export const above = compare('>');
export const below = compare('<');
export const equals = compare('==');

/** Without the series that are no number: the quantile of no observations would make every mean no number too. */
export const measured = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: `${promql} >= 0`,
  labels,
});

/** What is above another vector, times a factor. */
export const aboveTimes = <Label extends string>(
  { promql, labels }: Vector<Label>,
  factor: number,
  other: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `${promql} > ${factor} * ${other.promql}`, labels });

/** What is below another vector, times a factor. */
export const belowTimes = <Label extends string>(
  { promql, labels }: Vector<Label>,
  factor: number,
  other: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `${promql} < ${factor} * ${other.promql}`, labels });

/** What is in `vector` where `condition` has a series with the same labels. */
export const where = <Label extends string>(
  vector: Vector<Label>,
  condition: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `(${vector.promql}) and (${condition.promql})`, labels: vector.labels });

/** What is in `vector` where `condition` has no series with the same labels. */
export const unless = <Label extends string>(
  vector: Vector<Label>,
  condition: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `(${vector.promql}) unless (${condition.promql})`, labels: vector.labels });

/** What is in `vector`, and nothing where `condition` has any series. */
export const unlessAny = <Label extends string>(vector: Vector<Label>, condition: Vector): Vector<Label> => ({
  promql: `(${vector.promql}) unless on () (${condition.promql})`,
  labels: vector.labels,
});

export const either = <Label extends string>(vectors: readonly Vector<Label>[]): Vector<Label> => ({
  promql: vectors.map(({ promql }) => promql).join(' or '),
  labels: vectors[0]?.labels ?? [],
});

/** What is in `vector` where `condition` has a series with the same values of these labels. */
export const whereOn = <Label extends string, By extends Label>(
  vector: Vector<Label>,
  by: readonly By[],
  condition: Vector<By>,
): Vector<Label> => ({
  promql: `(${vector.promql}) and on (${by.join(', ')}) (${condition.promql})`,
  labels: vector.labels,
});
