import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import { diag } from '@opentelemetry/api';
import { type ExporterConfig, PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import type { CollectionResult } from '@opentelemetry/sdk-metrics';
import type { Settings } from '../../core/settings/index.ts';
import type { MetricRedactor } from '../../sdk/redaction/metrics.ts';

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/prometheus/ */
const PATH = /^\/metrics(?:\?|$)/;

/** Serves the page on a server of its own, because the exporter's would be traced and measured like the application's. */
class PrometheusReader extends PrometheusExporter {
  readonly #server: Server;
  readonly #redact: MetricRedactor;

  constructor(redact: MetricRedactor, options: ExporterConfig) {
    super({ ...options, preventServerStart: true });
    this.#redact = redact;
    this.#server = createServer((request, response) => {
      if (PATH.test(request.url ?? '')) return this.getMetricsRequestHandler(request, response);
      response.writeHead(404).end();
    });
    // Requests are instrumented where the prototype's method tells of them.
    this.#server.emit = EventEmitter.prototype.emit;
    // Neither the page nor a connection that waits for the next reading keeps the program.
    this.#server.unref().on('connection', (socket) => socket.unref());
  }

  listen(port: number, host: string): this {
    this.#server.once('error', ({ message }) =>
      diag.error(`no Prometheus page: ${message}; OTEL_EXPORTER_PROMETHEUS_PORT names another port`),
    );
    this.#server.listen(port, host);
    return this;
  }

  override async collect(): Promise<CollectionResult> {
    const { resourceMetrics, errors } = await super.collect();
    return { resourceMetrics: this.#redact(resourceMetrics), errors };
  }

  override async onShutdown(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** The page that Prometheus scrapes. A chunk of its own, loaded only for `OTEL_METRICS_EXPORTER=prometheus`. */
export const createPrometheusReader = (
  settings: Settings,
  redact: MetricRedactor,
  options: ExporterConfig = {},
): PrometheusExporter =>
  new PrometheusReader(redact, options).listen(
    settings.prometheusExporterPort,
    settings.prometheusExporterHost,
  );
