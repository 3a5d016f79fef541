// Names as Prometheus itself makes them of metrics that come by OTLP, so that queries fit either way:
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1
// https://github.com/prometheus/otlptranslator

const UNITS: Readonly<Record<string, string>> = {
  d: 'days',
  h: 'hours',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  By: 'bytes',
  KiBy: 'kibibytes',
  MiBy: 'mebibytes',
  GiBy: 'gibibytes',
  TiBy: 'tibibytes',
  KBy: 'kilobytes',
  MBy: 'megabytes',
  GBy: 'gigabytes',
  TBy: 'terabytes',
  m: 'meters',
  V: 'volts',
  A: 'amperes',
  J: 'joules',
  W: 'watts',
  g: 'grams',
  Cel: 'celsius',
  Hz: 'hertz',
  '1': '',
  '%': 'percent',
};

const PER_UNITS: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};

export type PrometheusType = 'counter' | 'gauge' | 'histogram';

const words = (text: string): readonly string[] => text.split(/[^a-zA-Z0-9:]+/).filter((word) => word !== '');

/** What is in braces counts things and is no unit. */
const wordOf = (unit: string | undefined, known: Readonly<Record<string, string>>): string => {
  const trimmed = unit?.trim() ?? '';
  if (/[{}]/.test(trimmed)) return '';
  return words(Object.hasOwn(known, trimmed) ? (known[trimmed] ?? '') : trimmed).join('_');
};

const unitWords = (unit: string): readonly string[] => {
  const slash = unit.indexOf('/');
  const main = wordOf(slash < 0 ? unit : unit.slice(0, slash), UNITS);
  const per = slash < 0 ? '' : wordOf(unit.slice(slash + 1), PER_UNITS);
  return [main, per && `per_${per}`].filter((word) => word !== '');
};

/**
 * The name of a metric with what its unit and its kind add; undefined where nothing is left of it.
 *
 * @param isSum of a gauge that it is a sum which can go down, and no share of something
 */
export const metricNameOf = (
  name: string,
  unit: string,
  type: PrometheusType,
  isSum: boolean,
): string | undefined => {
  let parts = [...words(name)];
  if (parts.length === 0) return undefined;
  for (const word of unitWords(unit)) if (!parts.includes(word)) parts.push(word);
  if (type === 'counter') parts = [...parts.filter((word) => word !== 'total'), 'total'];
  if (type === 'gauge' && !isSum && unit === '1')
    parts = [...parts.filter((word) => word !== 'ratio'), 'ratio'];
  const whole = parts.join('_');
  return /^\d/.test(whole) ? `_${whole}` : whole;
};

/** Of the labels of a histogram, whose buckets have one of this name. */
export const beforeBuckets = (name: string): string => (name === 'le' ? 'exported_le' : name);

/** As both formats have it; Prometheus takes NUL for the end of the page. */
export const escapeLabelValue = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"').replaceAll('\0', '\ufffd');

/** The name of a label; undefined where nothing is left of it. */
export const labelNameOf = (name: string): string | undefined => {
  const clean = name.replace(/[^a-zA-Z0-9_]/g, '_').replace(/_{2,}/g, '_');
  if (/^_*$/.test(clean)) return undefined;
  return /^\d/.test(clean) ? `key_${clean}` : clean;
};
