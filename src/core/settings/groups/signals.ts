import { optional, setting } from '../setting.ts';
import { anyText, integer, listOf, oneOf } from '../value-types.ts';

/** https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
export const traces = {
  tracesExporter: setting(
    'OTEL_TRACES_EXPORTER',
    listOf(['otlp', 'console', 'none']),
    ['otlp'],
    'where spans go',
  ),
  bspScheduleDelayMillis: optional(
    'OTEL_BSP_SCHEDULE_DELAY',
    integer(1),
    'time between two exports of spans; 5000, or 200 with `BINNACLE_LIVE`',
    { unit: 'ms' },
  ),
  bspExportTimeoutMillis: setting(
    'OTEL_BSP_EXPORT_TIMEOUT',
    integer(1),
    30_000,
    'longest time for one export of spans, retries included',
    { unit: 'ms' },
  ),
  bspMaxQueueSize: setting(
    'OTEL_BSP_MAX_QUEUE_SIZE',
    integer(1, 1_000_000),
    2_048,
    'most spans that wait; more are dropped',
  ),
  bspMaxExportBatchSize: setting(
    'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
    integer(1, 1_000_000),
    512,
    'most spans of one export',
  ),
  spanAttributeCountLimit: optional(
    'OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT',
    integer(0),
    'most attributes of a span; 128',
  ),
  spanAttributeValueLengthLimit: optional(
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    integer(0),
    'longest text of a span attribute',
  ),
  spanEventCountLimit: setting('OTEL_SPAN_EVENT_COUNT_LIMIT', integer(0), 128, 'most events of a span'),
  spanLinkCountLimit: setting('OTEL_SPAN_LINK_COUNT_LIMIT', integer(0), 128, 'most links of a span'),
  eventAttributeCountLimit: setting(
    'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    integer(0),
    128,
    'most attributes of a span event',
  ),
  linkAttributeCountLimit: setting(
    'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
    integer(0),
    128,
    'most attributes of a link',
  ),
  attributeCountLimit: setting(
    'OTEL_ATTRIBUTE_COUNT_LIMIT',
    integer(0),
    128,
    'most attributes, where no limit of its own is given',
  ),
  attributeValueLengthLimit: setting(
    'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    integer(0),
    12_000,
    'longest text of an attribute, where no limit of its own is given; bounded by default, because memory is',
  ),
} as const;

export const metrics = {
  metricsExporter: setting(
    'OTEL_METRICS_EXPORTER',
    listOf(['otlp', 'prometheus', 'console', 'none']),
    ['otlp'],
    'where metrics go',
  ),
  metricExportIntervalMillis: optional(
    'OTEL_METRIC_EXPORT_INTERVAL',
    integer(10),
    'time between two exports of metrics; 60000, or 250 with `BINNACLE_LIVE`',
    { unit: 'ms' },
  ),
  metricExportTimeoutMillis: setting(
    'OTEL_METRIC_EXPORT_TIMEOUT',
    integer(1),
    30_000,
    'longest time for one export of metrics; never longer than the interval',
    { unit: 'ms' },
  ),
  temporalityPreference: setting(
    'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE',
    oneOf(['cumulative', 'delta', 'lowmemory']),
    'cumulative',
    'whether metrics count from the start or from the last export',
  ),
  histogramAggregation: setting(
    'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION',
    oneOf(['explicit_bucket_histogram', 'base2_exponential_bucket_histogram']),
    'explicit_bucket_histogram',
    'how histograms are kept; the dashboards and alerts expect explicit buckets',
  ),
  prometheusExporterHost: setting(
    'OTEL_EXPORTER_PROMETHEUS_HOST',
    anyText,
    'localhost',
    'address of the Prometheus page of `OTEL_METRICS_EXPORTER=prometheus`',
  ),
  prometheusExporterPort: setting(
    'OTEL_EXPORTER_PROMETHEUS_PORT',
    integer(0, 65_535),
    9_464,
    'port of that page',
  ),
} as const;

export const logs = {
  logsExporter: setting(
    'OTEL_LOGS_EXPORTER',
    listOf(['otlp', 'console', 'none']),
    ['otlp'],
    'where log records go',
  ),
  blrpScheduleDelayMillis: optional(
    'OTEL_BLRP_SCHEDULE_DELAY',
    integer(1),
    'time between two exports of log records; 1000, or 200 with `BINNACLE_LIVE`',
    { unit: 'ms' },
  ),
  blrpExportTimeoutMillis: setting(
    'OTEL_BLRP_EXPORT_TIMEOUT',
    integer(1),
    30_000,
    'longest time for one export of log records, retries included',
    { unit: 'ms' },
  ),
  blrpMaxQueueSize: setting(
    'OTEL_BLRP_MAX_QUEUE_SIZE',
    integer(1, 1_000_000),
    2_048,
    'most log records that wait; more are dropped',
  ),
  blrpMaxExportBatchSize: setting(
    'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE',
    integer(1, 1_000_000),
    512,
    'most log records of one export',
  ),
  logRecordAttributeCountLimit: optional(
    'OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT',
    integer(0),
    'most attributes of a log record; 128',
  ),
  logRecordAttributeValueLengthLimit: optional(
    'OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    integer(0),
    'longest text of a log attribute',
  ),
} as const;
