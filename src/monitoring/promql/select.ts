/** PromQL from typed parts: a label that a metric does not have is a compile error. */
import type { Metric } from '../metric.ts';
import type { LabelValue, Matchers, Vector } from './vector.ts';

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

const matcher = (label: string, value: LabelValue): string => {
  if (typeof value === 'string') return `${label}=${quote(value)}`;
  return 'pattern' in value ? `${label}=~${quote(value.pattern)}` : `${label}!~${quote(value.notPattern)}`;
};

const select = (name: string, matchers: Matchers<string>): string => {
  const parts = Object.entries(matchers).map(([label, value]) => matcher(label, value ?? ''));
  return parts.length > 0 ? `${name}{${parts.join(',')}}` : name;
};

/** Series of any metric that have a label: Prometheus wants one matcher at least that not everything matches. */
export const anySeries = (has: string, matchers: Matchers<string>): string => {
  const others = select('', matchers).slice(1, -1);
  return `{${[`${has}!=""`, ...(others ? [others] : [])].join(',')}}`;
};

export const series = <Label extends string>(
  { prometheusName, labels }: Metric<'counter' | 'gauge', Label>,
  matchers: Matchers<NoInfer<Label>> = {},
): Vector<Label> => ({ promql: select(prometheusName, matchers), labels });

/** How many observations a histogram has. */
export const countOf = <Label extends string>(
  { prometheusName, labels }: Metric<'histogram', Label>,
  matchers: Matchers<NoInfer<Label>> = {},
): Vector<Label> => ({ promql: select(`${prometheusName}_count`, matchers), labels });

/** The sum of what a histogram has observed. */
export const sumOf = <Label extends string>(
  { prometheusName, labels }: Metric<'histogram', Label>,
  matchers: Matchers<NoInfer<Label>> = {},
): Vector<Label> => ({ promql: select(`${prometheusName}_sum`, matchers), labels });

export const bucketsOf = <Label extends string>(
  { prometheusName, labels }: Metric<'histogram', Label>,
  matchers: Matchers<NoInfer<Label> | 'le'> = {},
): Vector<Label | 'le'> => ({
  promql: select(`${prometheusName}_bucket`, matchers),
  labels: [...labels, 'le'],
});
