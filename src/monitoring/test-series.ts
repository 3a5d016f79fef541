import type { TestSeries } from './alert.ts';
import type { Metric } from './metric.ts';
import type { Matchers, Vector } from './queries.ts';

/** A series of a test: the name of the metric and its labels from a query's part, with values. */
export const samples = (vector: Vector, values: string): TestSeries => ({ series: vector.promql, values });

/** A histogram of which all observations lie between two bounds. */
export const observations = <Label extends string>(
  { prometheusName }: Metric<'histogram', Label>,
  labels: Matchers<Label>,
  bounds: { readonly above: number; readonly upTo: number },
  values: string,
): TestSeries[] => {
  const text = Object.entries(labels)
    .map(([label, value]) => `${label}="${value}",`)
    .join('');
  return [
    { series: `${prometheusName}_bucket{${text}le="${bounds.above}"}`, values: '0x60' },
    { series: `${prometheusName}_bucket{${text}le="${bounds.upTo}"}`, values },
    { series: `${prometheusName}_bucket{${text}le="+Inf"}`, values },
    { series: `${prometheusName}_count{${text.slice(0, -1)}}`, values },
  ];
};
