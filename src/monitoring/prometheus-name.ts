import type { MetricType } from './metric.ts';

/** Units of our metrics as Prometheus spells them: https://prometheus.io/docs/guides/opentelemetry/#utf-8 */
const UNITS: Readonly<Record<string, string>> = { s: 'seconds', ms: 'milliseconds', By: 'bytes' };

/** `By/s` is bytes per second; braces are remarks and no unit. */
const spelled = (unit: string): string | undefined => {
  const [of = '', per] = unit.split('/');
  const words = [UNITS[of], per === 's' ? 'per_second' : undefined].filter((word) => word !== undefined);
  return words.length > 0 ? words.join('_') : undefined;
};

/** The name under which Prometheus stores an OpenTelemetry metric that comes by OTLP. */
export const prometheusName = (name: string, unit: string, type: MetricType): string => {
  const base = name.replaceAll('.', '_');
  const suffix = spelled(unit);
  const withUnit = suffix && !base.endsWith(`_${suffix}`) ? `${base}_${suffix}` : base;
  if (type === 'counter') return withUnit.endsWith('_total') ? withUnit : `${withUnit}_total`;
  return unit === '1' && type === 'gauge' ? `${withUnit}_ratio` : withUnit;
};

/** The label that an OpenTelemetry attribute becomes. */
export type LabelOf<Attribute extends string> = Attribute extends `${infer Head}.${infer Rest}`
  ? `${Head}_${LabelOf<Rest>}`
  : Attribute;

export const labelOf = <const Attribute extends string>(attribute: Attribute): LabelOf<Attribute> =>
  attribute.replaceAll('.', '_') as LabelOf<Attribute>;
