import type { Vector } from './vector.ts';

/** `part / whole`; 0 where there is a whole and no such part. */
export const share = <Label extends string>(
  part: Vector<Label>,
  whole: Vector<NoInfer<Label>>,
): Vector<Label> => ({
  promql: `(${part.promql} or ${whole.promql} * 0) / ${whole.promql}`,
  labels: whole.labels,
});

export const divide = <Label extends string>(a: Vector<Label>, b: Vector<NoInfer<Label>>): Vector<Label> => ({
  promql: `${a.promql} / ${b.promql}`,
  labels: a.labels,
});

/** What is missing to 1. */
export const complement = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: `1 - ${promql}`,
  labels,
});

/** A sum of products: what stands alone has the factor 1. */
export const combine = <Label extends string>(
  first: Vector<Label>,
  ...others: readonly (readonly [factor: number, vector: Vector<NoInfer<Label>>])[]
): Vector<Label> => ({
  promql: `(${[first.promql, ...others.map(([factor, { promql }]) => `${factor} * ${promql}`)].join(' + ')})`,
  labels: first.labels,
});

/** The vector, or 0 where it has nothing. */
export const orZero = ({ promql }: Vector<never>): Vector<never> => ({
  promql: `${promql} or vector(0)`,
  labels: [],
});

/** All vectors added up; what has no series counts as 0. */
export const total = (vectors: readonly Vector<never>[]): Vector<never> => ({
  promql: vectors.map((vector) => `(${orZero(vector).promql})`).join(' + '),
  labels: [],
});

/** `a * b` of series with the same labels. */
export const multiply = <Label extends string>(
  a: Vector<Label>,
  b: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `${a.promql} * ${b.promql}`, labels: a.labels });

export const root = <Label extends string>({ promql, labels }: Vector<Label>): Vector<Label> => ({
  promql: `sqrt(${promql})`,
  labels,
});

/** `vector`, and where `others` has more series 0 for each of them. */
export const zeroWhere = <Label extends string>(
  vector: Vector<Label>,
  others: Vector<NoInfer<Label>>,
): Vector<Label> => ({ promql: `(${vector.promql} or ${others.promql} * 0)`, labels: vector.labels });

/** What is smaller counts as so much. */
export const atLeast = <Label extends string>(
  least: number,
  { promql, labels }: Vector<Label>,
): Vector<Label> => ({ promql: `clamp_min(${promql}, ${least})`, labels });
