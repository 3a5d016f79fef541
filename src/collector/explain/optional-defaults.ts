/** In nanoseconds, as the schemas have durations. */
const SECOND = 1_000_000_000;
const FLUSH_TIMEOUT = SECOND / 5;

/**
 * What parts have when they are named, though they are off without: the components' own defaults do not show it.
 * https://pkg.go.dev/go.opentelemetry.io/collector/config/configoptional#Default
 */
const OPTIONAL_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // createDefaultConfig: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/receiver/otlpreceiver/factory.go
  // NewDefaultServerConfig: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/configgrpc/configgrpc.go
  'receivers/otlp/protocols/grpc': {
    endpoint: 'localhost:4317',
    transport: 'tcp',
    read_buffer_size: 512 * 1024,
  },
  // NewDefaultServerConfig: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/config/confighttp/server.go
  'receivers/otlp/protocols/http': {
    endpoint: 'localhost:4318',
    transport: 'tcp',
    write_timeout: 30 * SECOND,
    read_header_timeout: 60 * SECOND,
    idle_timeout: 60 * SECOND,
    keep_alives_enabled: true,
    traces_url_path: '/v1/traces',
    metrics_url_path: '/v1/metrics',
    logs_url_path: '/v1/logs',
  },
  // NewDefaultQueueConfig: https://github.com/open-telemetry/opentelemetry-collector/blob/v0.155.0/exporter/exporterhelper/internal/queue_sender.go
  '*/sending_queue/batch': { flush_timeout: FLUSH_TIMEOUT, min_size: 8192, sizer: 'items' },
};

/** The defaults of the part at a path of a component; undefined where nothing is known. */
export const optionalDefaultsOf = (
  kind: string,
  type: string,
  path: readonly string[],
): Readonly<Record<string, unknown>> | undefined =>
  OPTIONAL_DEFAULTS[[kind, type, ...path].join('/')] ?? OPTIONAL_DEFAULTS[['*', ...path].join('/')];
