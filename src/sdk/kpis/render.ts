import { beforeBuckets, escapeLabelValue } from '../prometheus/names.ts';
import type { KpiType } from './definition.ts';
import type { Exemplar } from './exemplar.ts';
import { HistogramSeries, type NumberSeries, type PrometheusLabels } from './series.ts';

// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
// https://prometheus.io/docs/specs/om/open_metrics_spec/
export type MetricsFormat = 'prometheus' | 'openmetrics';

export const CONTENT_TYPES: Readonly<Record<MetricsFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** A metric with all of its series. */
export interface RenderedMetric {
  readonly type: KpiType;
  /** As Prometheus has it, with the unit, and `_total` where it is a counter. */
  readonly name: string;
  readonly help: string;
  readonly bounds: readonly number[];
  readonly series: Iterable<NumberSeries | HistogramSeries>;
}

/** OpenMetrics has quotes escaped in help too. */
const escapeHelp = (text: string, format: MetricsFormat): string =>
  format === 'openmetrics'
    ? escapeLabelValue(text)
    : text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replaceAll('\0', '\ufffd');

const numberText = (value: number): string =>
  Number.isFinite(value) ? String(value) : value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';

/** OpenMetrics wants a point in a bound: 1.0. */
const boundText = (bound: number, format: MetricsFormat): string =>
  format === 'openmetrics' && Number.isInteger(bound) && Math.abs(bound) < 1e21
    ? bound.toFixed(1)
    : numberText(bound);

const labelText = (labels: PrometheusLabels, le?: string): string => {
  const all = labels.map(([name, value]) => `${name}="${escapeLabelValue(value)}"`);
  if (le !== undefined) all.push(`le="${le}"`);
  return all.length > 0 ? `{${all.join(',')}}` : '';
};

const exemplarText = (exemplar: Exemplar | undefined, format: MetricsFormat): string =>
  exemplar && format === 'openmetrics'
    ? ` # {trace_id="${exemplar.traceId}",span_id="${exemplar.spanId}"} ${numberText(exemplar.value)} ${(exemplar.timeMillis / 1_000).toFixed(3)}`
    : '';

const histogramLines = (
  { name, bounds }: RenderedMetric,
  { labels: own, counts, exemplars, sum }: HistogramSeries,
  format: MetricsFormat,
): string[] => {
  const labels = own.map(([label, value]): readonly [string, string] => [beforeBuckets(label), value]);
  let below = 0;
  const lines = [...bounds, Number.POSITIVE_INFINITY].map((bound, i) => {
    below += counts[i] ?? 0;
    return `${name}_bucket${labelText(labels, boundText(bound, format))} ${below}${exemplarText(exemplars[i], format)}`;
  });
  return [
    ...lines,
    `${name}_sum${labelText(labels)} ${numberText(sum)}`,
    `${name}_count${labelText(labels)} ${below}`,
  ];
};

const numberLine = (
  { name, type }: RenderedMetric,
  { labels, value, exemplar }: NumberSeries,
  format: MetricsFormat,
): string =>
  `${name}${labelText(labels)} ${numberText(value)}${exemplarText(type === 'counter' ? exemplar : undefined, format)}`;

const renderMetric = (metric: RenderedMetric, format: MetricsFormat): string => {
  const { name, type, help } = metric;
  const family = format === 'openmetrics' && type === 'counter' ? name.replace(/_total$/, '') : name;
  const lines = [...metric.series].flatMap((series) =>
    series instanceof HistogramSeries
      ? histogramLines(metric, series, format)
      : [numberLine(metric, series, format)],
  );
  if (lines.length === 0) return '';
  const about = help === '' ? '' : `# HELP ${family} ${escapeHelp(help, format)}\n`;
  return `${about}# TYPE ${family} ${type}\n${lines.join('\n')}\n`;
};

/** The page of these metrics. Those without a measurement are not on it. */
export const renderMetrics = (metrics: readonly RenderedMetric[], format: MetricsFormat): string =>
  metrics.map((metric) => renderMetric(metric, format)).join('') +
  (format === 'openmetrics' ? '# EOF\n' : '');
