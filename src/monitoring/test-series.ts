import type { TestSeries } from './alert.ts';
import type { Metric } from './metric.ts';
import type { Matchers, Vector } from './promql/vector.ts';

/** A series of a test: the name of the metric and its labels from a query's part, with values. */
export const samples = (vector: Vector, values: string): TestSeries => ({ series: vector.promql, values });

/** A histogram: how many observations there are up to each bound. The last bucket has all of them. */
export const histogram = <Label extends string>(
  { prometheusName }: Metric<'histogram', Label>,
  labels: Matchers<Label>,
  buckets: readonly (readonly [upTo: number, values: string])[],
): TestSeries[] => {
  const text = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}",`)
    .join('');
  const all = buckets.at(-1)?.[1] ?? '';
  return [
    ...buckets.map(([upTo, values]) => ({
      series: `${prometheusName}_bucket{${text}le="${upTo}"}`,
      values,
    })),
    { series: `${prometheusName}_bucket{${text}le="+Inf"}`, values: all },
    { series: `${prometheusName}_count{${text.slice(0, -1)}}`, values: all },
  ];
};
