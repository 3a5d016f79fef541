import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk/#overflow-attribute */
const OVERFLOW = 'otel.metric.overflow';

/** The names of the metrics that had more series than they may have. */
export const overflowedMetrics = ({ scopeMetrics }: ResourceMetrics): readonly string[] =>
  scopeMetrics.flatMap(({ metrics }) =>
    metrics
      .filter(({ dataPoints }) => dataPoints.some(({ attributes }) => attributes[OVERFLOW] === true))
      .map(({ descriptor }) => descriptor.name),
  );
