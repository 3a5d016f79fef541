import { SETTINGS } from '../../core/settings/index.ts';

/**
 * What the shipped configuration takes from the environment of the Collector, with the value that serves on one
 * machine. In a container the endpoints are set to 0.0.0.0; what reaches them is then the container's network.
 */
export const COLLECTOR_ENVIRONMENT = {
  BINNACLE_OTLP_GRPC_ENDPOINT: '127.0.0.1:4317',
  BINNACLE_OTLP_HTTP_ENDPOINT: '127.0.0.1:4318',
  BINNACLE_COLLECTOR_HEALTH_ENDPOINT: '127.0.0.1:13133',
  BINNACLE_COLLECTOR_METRICS_HOST: '127.0.0.1',
  BINNACLE_COLLECTOR_METRICS_PORT: '8888',
  BINNACLE_COLLECTOR_MEMORY_MIB: '400',
  BINNACLE_QUEUE_DIRECTORY: './binnacle-data/queue',
  BINNACLE_LOGS_DIRECTORY: './binnacle-data/logs',
  BINNACLE_JAEGER_ENDPOINT: '127.0.0.1:14317',
  BINNACLE_PROMETHEUS_OTLP_URL: 'http://127.0.0.1:9090/api/v1/otlp',
  BINNACLE_LOKI_OTLP_URL: 'http://127.0.0.1:3100/otlp',
  BINNACLE_SPAN_METRICS_INTERVAL: '15s',
  BINNACLE_BROWSERS_ENDPOINT: '127.0.0.1:4319',
  RUM_ALLOWED_ORIGINS: '[http://localhost:*, http://127.0.0.1:*]',
  LOGS_RETENTION_DAYS: String(SETTINGS.logsRetentionDays.default),
} as const;

export type CollectorVariable = keyof typeof COLLECTOR_ENVIRONMENT;

/** The variable's value when the Collector reads the file, or its default. */
export const fromEnvironment = (name: CollectorVariable, suffix = ''): string =>
  `\${env:${name}:-${COLLECTOR_ENVIRONMENT[name]}}${suffix}`;

/** Text that the Collector takes as it stands: `$` would open a variable. */
export const literal = (text: string): string => text.replaceAll('$', '$$$$');
