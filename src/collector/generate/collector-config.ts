import type { CollectorConfig } from './config.ts';
import { fromEnvironment } from './environment.ts';
import { exporters } from './exporters.ts';
import type { RedactionProcessors } from './redaction/processors.ts';

/** Spans of one service and the dimensions below: what is more is counted under one overflow series. */
const SPAN_METRICS_SERIES = 2_000;

const SPAN_METRICS_DIMENSIONS = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'db.system.name',
];

/** The pipeline whose processors a sampling preset replaces. */
export const SAMPLED_PIPELINE = 'traces/sampled';

/** Binnacle's Collector before a sampling preset is merged in: as it stands, it keeps every trace. */
export const collectorConfig = ({ processors, order }: RedactionProcessors): CollectorConfig => ({
  extensions: {
    health_check: { endpoint: fromEnvironment('BINNACLE_COLLECTOR_HEALTH_ENDPOINT'), path: '/-/healthy' },
    file_storage: {
      directory: fromEnvironment('BINNACLE_QUEUE_DIRECTORY'),
      create_directory: true,
      compaction: {
        on_start: true,
        directory: fromEnvironment('BINNACLE_QUEUE_DIRECTORY'),
        cleanup_on_start: true,
      },
    },
  },
  receivers: {
    otlp: {
      protocols: {
        grpc: { endpoint: fromEnvironment('BINNACLE_OTLP_GRPC_ENDPOINT') },
        http: { endpoint: fromEnvironment('BINNACLE_OTLP_HTTP_ENDPOINT') },
      },
    },
  },
  processors: {
    memory_limiter: {
      check_interval: '500ms',
      limit_mib: fromEnvironment('BINNACLE_COLLECTOR_MEMORY_MIB'),
    },
    ...processors,
  },
  connectors: {
    span_metrics: {
      dimensions: SPAN_METRICS_DIMENSIONS.map((name) => ({ name })),
      histogram: { unit: 's' },
      aggregation_cardinality_limit: SPAN_METRICS_SERIES,
      metrics_expiration: '10m',
      metrics_flush_interval: fromEnvironment('BINNACLE_SPAN_METRICS_INTERVAL'),
      exemplars: { enabled: true, max_per_data_point: 2 },
    },
    'forward/sampling': null,
  },
  exporters,
  service: {
    extensions: ['health_check', 'file_storage'],
    telemetry: {
      metrics: {
        readers: [
          {
            pull: {
              exporter: {
                prometheus: {
                  host: fromEnvironment('BINNACLE_COLLECTOR_METRICS_HOST'),
                  port: fromEnvironment('BINNACLE_COLLECTOR_METRICS_PORT'),
                  without_scope_info: true,
                  without_type_suffix: false,
                  without_units: false,
                },
              },
            },
          },
        ],
      },
    },
    pipelines: {
      traces: {
        receivers: ['otlp'],
        processors: ['memory_limiter', ...order.traces],
        exporters: ['span_metrics', 'forward/sampling'],
      },
      [SAMPLED_PIPELINE]: {
        receivers: ['forward/sampling'],
        processors: [],
        exporters: ['otlp_grpc/jaeger'],
      },
      metrics: {
        receivers: ['otlp'],
        processors: ['memory_limiter', ...order.metrics],
        exporters: ['otlp_http/prometheus'],
      },
      'metrics/spans': { receivers: ['span_metrics'], processors: [], exporters: ['otlp_http/prometheus'] },
      logs: {
        receivers: ['otlp'],
        processors: ['memory_limiter', ...order.logs],
        exporters: ['file/logs'],
      },
    },
  },
});
