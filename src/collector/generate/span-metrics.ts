import type { Part } from './part.ts';

const DIMENSIONS = ['http.request.method', 'http.route', 'http.response.status_code', 'db.system.name'];

export interface SpanMetrics {
  /** In addition to the usual ones. */
  readonly dimensions: readonly string[];
  /** Of one service: what is more is counted under one overflow series. */
  readonly seriesLimit: number;
  readonly interval: string;
  readonly isDelta: boolean;
}

export const spanMetricsPart = ({ dimensions, seriesLimit, interval, isDelta }: SpanMetrics): Part => ({
  config: {
    connectors: {
      span_metrics: {
        dimensions: [...new Set([...DIMENSIONS, ...dimensions])].map((name) => ({ name })),
        histogram: { unit: 's' },
        aggregation_cardinality_limit: seriesLimit,
        metrics_expiration: '10m',
        metrics_flush_interval: interval,
        ...(isDelta && { aggregation_temporality: 'AGGREGATION_TEMPORALITY_DELTA' }),
        exemplars: { enabled: true, max_per_data_point: 2 },
      },
    },
  },
  comments: [
    [['connectors', 'span_metrics'], 'From every span that arrives, before the Collector samples.'],
    [
      ['connectors', 'span_metrics', 'aggregation_cardinality_limit'],
      'Series of one service; what is more is counted together.',
    ],
    ...(isDelta
      ? [
          [
            ['connectors', 'span_metrics', 'aggregation_temporality'],
            'As the backends of these metrics want it.',
          ] as const,
        ]
      : []),
  ],
});
