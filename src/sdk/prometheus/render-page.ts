import type { AttributeValue } from '@opentelemetry/api';
import {
  DataPointType,
  type Histogram,
  type MetricData,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import { beforeBuckets, escapeLabelValue, labelNameOf, metricNameOf, type PrometheusType } from './names.ts';

// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export interface PageOptions {
  readonly withoutScopeInfo?: boolean;
  readonly withoutTargetInfo?: boolean;
  /** Attributes of the resource that become labels of every series. */
  readonly withResourceConstantLabels?: RegExp;
}

type Attributes = Readonly<Record<string, AttributeValue | undefined>>;
type Labels = ReadonlyMap<string, string>;

interface Family {
  readonly type: PrometheusType;
  readonly help: string;
  readonly lines: string[];
}

const textOf = (value: AttributeValue | undefined): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Names that become the same are one label, as the specification wants it. */
const addLabels = (labels: Map<string, string>, attributes: Attributes): void => {
  for (const key of Object.keys(attributes).sort()) {
    const name = labelNameOf(key);
    if (name === undefined) continue;
    const value = textOf(attributes[key]);
    const earlier = labels.get(name);
    labels.set(name, earlier === undefined ? value : `${earlier};${value}`);
  }
};

const escapeHelp = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\r?\n/g, '\\n').replaceAll('\0', '\ufffd');

const numberText = (value: number): string => {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
};

const line = (name: string, labels: Labels, value: number, le?: string): string => {
  const all = [...labels].map(([key, text]) => `${key}="${escapeLabelValue(text)}"`);
  if (le !== undefined) all.push(`le="${le}"`);
  return `${name}${all.length > 0 ? `{${all.join(',')}}` : ''} ${numberText(value)}`;
};

const histogramLines = (name: string, own: Labels, { buckets, count, sum }: Histogram): string[] => {
  const labels = new Map([...own].map(([label, value]) => [beforeBuckets(label), value]));
  const lines: string[] = [];
  let below = 0;
  for (const [i, boundary] of buckets.boundaries.entries()) {
    below += buckets.counts[i] ?? 0;
    if (boundary !== Number.POSITIVE_INFINITY)
      lines.push(line(`${name}_bucket`, labels, below, numberText(boundary)));
  }
  lines.push(line(`${name}_bucket`, labels, count, '+Inf'));
  // A histogram of values that may be negative has none.
  if (sum !== undefined) lines.push(line(`${name}_sum`, labels, sum));
  lines.push(line(`${name}_count`, labels, count));
  return lines;
};

const typeOf = (metric: MetricData): PrometheusType | undefined => {
  if (metric.dataPointType === DataPointType.HISTOGRAM) return 'histogram';
  if (metric.dataPointType === DataPointType.GAUGE) return 'gauge';
  if (metric.dataPointType === DataPointType.SUM) return metric.isMonotonic ? 'counter' : 'gauge';
  // The text format has no exponential histograms.
  return undefined;
};

const renderFamily = ([name, { type, help, lines }]: readonly [string, Family]): string =>
  `${help === '' ? '' : `# HELP ${name} ${escapeHelp(help)}\n`}# TYPE ${name} ${type}\n${lines.join('\n')}\n`;

/**
 * The page that Prometheus reads.
 *
 * @param onConflict told of a metric that has the name of one of another kind, and is left out
 */
export const renderPage = (
  { resource, scopeMetrics }: ResourceMetrics,
  options: PageOptions,
  onConflict: (name: string) => void,
): string => {
  const families = new Map<string, Family>();
  if (!options.withoutTargetInfo) {
    const labels = new Map<string, string>();
    addLabels(labels, resource.attributes);
    const lines = [line('target_info', labels, 1)];
    families.set('target_info', { type: 'gauge', help: 'Target metadata', lines });
  }
  const constant = new Map<string, string>();
  const { withResourceConstantLabels: pattern } = options;
  if (pattern)
    addLabels(
      constant,
      Object.fromEntries(Object.entries(resource.attributes).filter(([key]) => pattern.test(key))),
    );

  for (const { scope, metrics } of scopeMetrics) {
    const own = new Map(constant);
    if (!options.withoutScopeInfo) {
      own.set('otel_scope_name', scope.name);
      if (scope.version) own.set('otel_scope_version', scope.version);
      if (scope.schemaUrl) own.set('otel_scope_schema_url', scope.schemaUrl);
    }
    for (const metric of metrics) {
      const { descriptor, dataPointType, dataPoints } = metric;
      const type = typeOf(metric);
      const name =
        type && metricNameOf(descriptor.name, descriptor.unit, type, dataPointType === DataPointType.SUM);
      if (!type || name === undefined) continue;
      const family = families.get(name) ?? { type, help: descriptor.description, lines: [] };
      if (family.type !== type || name === 'target_info') {
        onConflict(name);
        continue;
      }
      families.set(name, family);
      for (const { attributes, value } of dataPoints) {
        const labels = new Map(own);
        addLabels(labels, attributes as Attributes);
        if (typeof value === 'number') family.lines.push(line(name, labels, value));
        else family.lines.push(...histogramLines(name, labels, value as Histogram));
      }
    }
  }
  return [...families].map(renderFamily).join('');
};
