import { diag } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { Settings } from '../../core/settings/index.ts';

/** The page that Prometheus scrapes. A chunk of its own, loaded only for `OTEL_METRICS_EXPORTER=prometheus`. */
export const createPrometheusReader = ({ prometheusHost, prometheusPort }: Settings): PrometheusExporter => {
  const reader = new PrometheusExporter({
    host: prometheusHost,
    port: prometheusPort,
    preventServerStart: true,
  });
  reader.startServer().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    diag.error(`no Prometheus page: ${reason}; OTEL_EXPORTER_PROMETHEUS_PORT names another port`);
  });
  return reader;
};
