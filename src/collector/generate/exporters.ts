import { fromEnvironment } from './environment.ts';

/** How long the Collector gathers before it sends: short, so that the chain stays under a second. */
const FLUSH_TIMEOUT = '200ms';

/** Spans, data points or records that wait on disk for a backend that is away, and that go in one request. */
const QUEUE_ITEMS = 200_000;
const BATCH_ITEMS = 5_000;

/** For how long a request is tried again; the queue holds it all that time and over restarts. */
const RETRY_ELAPSED = '1h';

const delivery = (consumers: number): object => ({
  retry_on_failure: {
    enabled: true,
    initial_interval: '500ms',
    max_interval: '10s',
    max_elapsed_time: RETRY_ELAPSED,
  },
  sending_queue: {
    enabled: true,
    storage: 'file_storage',
    sizer: 'items',
    queue_size: QUEUE_ITEMS,
    num_consumers: consumers,
    batch: { flush_timeout: FLUSH_TIMEOUT, min_size: BATCH_ITEMS, max_size: BATCH_ITEMS },
  },
});

export const exporters = {
  'otlp_grpc/jaeger': {
    endpoint: fromEnvironment('BINNACLE_JAEGER_ENDPOINT'),
    tls: { insecure: true },
    ...delivery(4),
  },
  'otlp_http/prometheus': {
    endpoint: fromEnvironment('BINNACLE_PROMETHEUS_OTLP_URL'),
    ...delivery(1),
  },
  'file/logs': {
    path: fromEnvironment('BINNACLE_LOGS_DIRECTORY', '/logs.jsonl'),
    create_directory: true,
    flush_interval: FLUSH_TIMEOUT,
    rotation: {
      max_megabytes: 100,
      max_days: fromEnvironment('LOGS_RETENTION_DAYS'),
      max_backups: 100,
    },
  },
};
