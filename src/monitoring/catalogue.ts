import { defineMetric } from './metric.ts';

/**
 * Labels of everything that arrives by OTLP: `job` is service.namespace/service.name, `instance` is
 * service.instance.id, the others are promoted by `otlp.promote_resource_attributes` in prometheus.yml.
 * https://prometheus.io/docs/guides/opentelemetry/
 */
const RESOURCE = ['job', 'instance', 'deployment_environment_name', 'service_version'] as const;

/** Labels of everything that Prometheus scrapes. */
const TARGET = ['job', 'instance'] as const;

const COLLECTOR = 'https://opentelemetry.io/docs/collector/internal-telemetry/';
const RUNTIME = 'https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/';

const exporterCounter = (name: string) =>
  defineMetric({
    name,
    unit: '1',
    type: 'counter',
    prometheusName: `${name}_total`,
    labels: [...TARGET, 'exporter'],
    origin: 'Collector',
    source: COLLECTOR,
  });

/** The metrics that dashboards and alerts use. */
export const METRICS = {
  httpServerRequestDuration: defineMetric({
    name: 'http.server.request.duration',
    unit: 's',
    type: 'histogram',
    prometheusName: 'http_server_request_duration_seconds',
    labels: [...RESOURCE, 'http_request_method', 'http_route', 'http_response_status_code', 'error_type'],
    origin: 'SDK, before any sampling',
    source: 'https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration',
  }),
  eventLoopDelayP99: defineMetric({
    name: 'nodejs.eventloop.delay.p99',
    unit: 's',
    type: 'gauge',
    prometheusName: 'nodejs_eventloop_delay_p99_seconds',
    labels: RESOURCE,
    origin: 'SDK',
    source: RUNTIME,
  }),
  eventLoopUtilization: defineMetric({
    name: 'nodejs.eventloop.utilization',
    unit: '1',
    type: 'gauge',
    prometheusName: 'nodejs_eventloop_utilization_ratio',
    labels: RESOURCE,
    origin: 'SDK',
    source: RUNTIME,
  }),
  spanDuration: defineMetric({
    name: 'traces.span.metrics.duration',
    unit: 's',
    type: 'histogram',
    prometheusName: 'traces_span_metrics_duration_seconds',
    labels: [...RESOURCE, 'service_name', 'span_name', 'span_kind', 'status_code'],
    origin: 'Collector, from every span that reaches it',
    source:
      'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/connector/spanmetricsconnector',
  }),
  sendFailedSpans: exporterCounter('otelcol_exporter_send_failed_spans'),
  sendFailedMetricPoints: exporterCounter('otelcol_exporter_send_failed_metric_points'),
  sendFailedLogRecords: exporterCounter('otelcol_exporter_send_failed_log_records'),
  enqueueFailedSpans: exporterCounter('otelcol_exporter_enqueue_failed_spans'),
  enqueueFailedMetricPoints: exporterCounter('otelcol_exporter_enqueue_failed_metric_points'),
  queueSize: defineMetric({
    name: 'otelcol_exporter_queue_size',
    unit: '1',
    type: 'gauge',
    prometheusName: 'otelcol_exporter_queue_size',
    labels: [...TARGET, 'exporter', 'data_type'],
    origin: 'Collector',
    source: COLLECTOR,
  }),
  queueCapacity: defineMetric({
    name: 'otelcol_exporter_queue_capacity',
    unit: '1',
    type: 'gauge',
    prometheusName: 'otelcol_exporter_queue_capacity',
    labels: [...TARGET, 'exporter', 'data_type'],
    origin: 'Collector',
    source: COLLECTOR,
  }),
  up: defineMetric({
    name: 'up',
    unit: '1',
    type: 'gauge',
    prometheusName: 'up',
    labels: TARGET,
    origin: 'Prometheus',
    source: 'https://prometheus.io/docs/concepts/jobs_instances/',
  }),
} as const;
