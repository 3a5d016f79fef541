/** Nanoseconds. */
const FLUSH_TIMEOUT = 200_000_000;

/**
 * What parts have when they are named, though they are off without: the components' own defaults do not show it.
 * https://pkg.go.dev/go.opentelemetry.io/collector/config/configoptional#Default
 */
const OPTIONAL_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/factory.go
  'receivers/otlp/protocols/grpc': {
    endpoint: 'localhost:4317',
    transport: 'tcp',
    read_buffer_size: 512 * 1024,
  },
  'receivers/otlp/protocols/http': {
    endpoint: 'localhost:4318',
    transport: 'tcp',
    keep_alives_enabled: true,
    traces_url_path: '/v1/traces',
    metrics_url_path: '/v1/metrics',
    logs_url_path: '/v1/logs',
  },
  // https://github.com/open-telemetry/opentelemetry-collector/tree/main/exporter/exporterhelper
  '*/sending_queue/batch': { flush_timeout: FLUSH_TIMEOUT, min_size: 8192, sizer: 'items' },
};

/** The defaults of the part at a path of a component; undefined where nothing is known. */
export const optionalDefaultsOf = (
  kind: string,
  type: string,
  path: readonly string[],
): Readonly<Record<string, unknown>> | undefined =>
  OPTIONAL_DEFAULTS[[kind, type, ...path].join('/')] ?? OPTIONAL_DEFAULTS[['*', ...path].join('/')];
