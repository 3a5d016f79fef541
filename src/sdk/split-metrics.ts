import type { MetricData, ResourceMetrics, ScopeMetrics } from '@opentelemetry/sdk-metrics';

/** One metric in parts of at most so many data points, the first with the room that is left. */
function* partsOf(metric: MetricData, room: number, size: number): Generator<MetricData> {
  let start = 0;
  let end = room;
  while (start < metric.dataPoints.length) {
    yield { ...metric, dataPoints: metric.dataPoints.slice(start, end) } as MetricData;
    start = end;
    end += size;
  }
}

/**
 * Metrics in batches of at most so many data points.
 *
 * @param size `max_export_batch_size`: https://opentelemetry.io/docs/specs/otel/metrics/sdk/#periodic-exporting-metricreader
 */
export const splitMetrics = (metrics: ResourceMetrics, size: number): ResourceMetrics[] => {
  const { resource } = metrics;
  const batches: ResourceMetrics[] = [];
  let scopeMetrics: ScopeMetrics[] = [];
  let room = size;
  for (const { scope, metrics: all } of metrics.scopeMetrics) {
    let own: MetricData[] = [];
    for (const metric of all) {
      for (const part of partsOf(metric, room, size)) {
        own.push(part);
        room -= part.dataPoints.length;
        if (room > 0) continue;
        batches.push({ resource, scopeMetrics: [...scopeMetrics, { scope, metrics: own }] });
        scopeMetrics = [];
        own = [];
        room = size;
      }
    }
    if (own.length > 0) scopeMetrics.push({ scope, metrics: own });
  }
  if (scopeMetrics.length > 0) batches.push({ resource, scopeMetrics });
  return batches;
};
