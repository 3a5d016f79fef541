import type { Batch, MetricPoint, MetricValue, Temporality } from '../model.ts';
import type {
  RawExponentialPoint,
  RawHistogramPoint,
  RawKeyValue,
  RawMetric,
  RawMetricsRequest,
} from './schema.ts';
import { toMillis, toSource } from './source.ts';
import type { SourcePool } from './source-pool.ts';
import { Trimmer } from './trimmer.ts';

const TEMPORALITIES: readonly Temporality[] = ['unspecified', 'delta', 'cumulative'];
const toTemporality = (value = 0): Temporality => TEMPORALITIES[value] ?? 'unspecified';

interface RawPoint {
  readonly startTimeUnixNano?: bigint;
  readonly timeUnixNano?: bigint;
  readonly attributes?: readonly RawKeyValue[];
}

const distribution = ({ count = 0, sum, min, max }: RawHistogramPoint | RawExponentialPoint) => ({
  count,
  sum,
  min,
  max,
});

const toHistogram = (raw: RawHistogramPoint, temporality: Temporality): MetricValue | undefined => {
  const { explicitBounds: bounds = [], bucketCounts: counts = [] } = raw;
  const ascending = bounds.every((bound, i) => i === 0 || bound > (bounds[i - 1] ?? Number.NaN));
  const fits = counts.length === bounds.length + 1 || (counts.length === 0 && bounds.length === 0);
  return ascending && fits
    ? { type: 'histogram', temporality, bounds, counts, ...distribution(raw) }
    : undefined;
};

const toExponential = (raw: RawExponentialPoint, temporality: Temporality): MetricValue => ({
  type: 'exponentialHistogram',
  temporality,
  scale: raw.scale ?? 0,
  zeroCount: raw.zeroCount ?? 0,
  positive: { offset: raw.positive?.offset ?? 0, counts: raw.positive?.bucketCounts ?? [] },
  negative: { offset: raw.negative?.offset ?? 0, counts: raw.negative?.bucketCounts ?? [] },
  ...distribution(raw),
});

/** Each data point of a metric with its value, undefined where the point contradicts itself. */
function* pointsOf(metric: RawMetric): Generator<readonly [RawPoint, MetricValue | undefined]> {
  const { gauge, sum, histogram, exponentialHistogram, summary } = metric;
  for (const point of gauge?.dataPoints ?? [])
    yield [point, { type: 'gauge', value: point.asDouble ?? point.asInt ?? 0 }];
  for (const point of sum?.dataPoints ?? [])
    yield [
      point,
      {
        type: 'sum',
        value: point.asDouble ?? point.asInt ?? 0,
        monotonic: sum?.isMonotonic ?? false,
        temporality: toTemporality(sum?.aggregationTemporality),
      },
    ];
  for (const point of histogram?.dataPoints ?? [])
    yield [point, toHistogram(point, toTemporality(histogram?.aggregationTemporality))];
  for (const point of exponentialHistogram?.dataPoints ?? [])
    yield [point, toExponential(point, toTemporality(exponentialHistogram?.aggregationTemporality))];
  for (const point of summary?.dataPoints ?? [])
    yield [point, { type: 'summary', count: point.count ?? 0, sum: point.sum ?? 0 }];
}

/** Points of a request. A histogram whose buckets and bounds do not fit together is rejected. */
export const toMetricPoints = (request: RawMetricsRequest, pool: SourcePool): Batch<MetricPoint> => {
  const trimmer = new Trimmer();
  const items: MetricPoint[] = [];
  let rejected = 0;
  for (const { resource, scopeMetrics = [] } of request.resourceMetrics ?? []) {
    const source = toSource(resource, trimmer, pool);
    for (const { scope, metrics = [] } of scopeMetrics) {
      const scopeName = trimmer.name(scope?.name);
      for (const metric of metrics) {
        const name = trimmer.name(metric.name);
        const unit = trimmer.name(metric.unit);
        for (const [point, value] of pointsOf(metric)) {
          if (value === undefined) {
            rejected += 1;
            continue;
          }
          items.push({
            source,
            scope: scopeName,
            name,
            unit,
            attributes: trimmer.attributes(point.attributes),
            startMillis: toMillis(point.startTimeUnixNano),
            timeMillis: toMillis(point.timeUnixNano),
            value,
          });
        }
      }
    }
  }
  return { items, rejected, truncated: trimmer.truncated };
};
