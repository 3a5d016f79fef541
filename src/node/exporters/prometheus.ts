import { EventEmitter } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { diag } from '@opentelemetry/api';
import { AggregationTemporality, AggregationType, MetricReader } from '@opentelemetry/sdk-metrics';
import type { Settings } from '../../core/settings/index.ts';
import { CONTENT_TYPE, type PageOptions, renderPage } from '../../sdk/prometheus/render-page.ts';
import type { MetricRedactor } from '../../sdk/redaction/metrics.ts';
import { reasonOf } from '../diagnostics.ts';

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/prometheus/ */
const PATH = /^\/metrics(?:\?|$)/;

/** Serves the page on a server of its own, which is neither traced nor measured like the application's. */
class PrometheusReader extends MetricReader {
  readonly #server: Server;
  readonly #redact: MetricRedactor;
  readonly #options: PageOptions;
  readonly #conflicts = new Set<string>();

  constructor(settings: Settings, redact: MetricRedactor, options: PageOptions) {
    super({
      aggregationSelector: () => ({ type: AggregationType.DEFAULT }),
      aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE,
      cardinalitySelector: () => settings.maxMetricSeries,
      // https://opentelemetry.io/docs/specs/semconv/registry/attributes/otel/
      otelComponentType: 'prometheus_http_text_metric_exporter',
    });
    this.#redact = redact;
    this.#options = options;
    this.#server = createServer((request, response) => {
      if (PATH.test(request.url ?? '')) void this.#answer(response);
      else response.writeHead(404).end();
    });
    // Requests are instrumented where the prototype's method tells of them.
    this.#server.emit = EventEmitter.prototype.emit;
    // Neither the page nor a connection that waits for the next reading keeps the program.
    this.#server.unref().on('connection', (socket) => socket.unref());
    this.#server.once('error', ({ message }) =>
      diag.error(`no Prometheus page: ${message}; OTEL_EXPORTER_PROMETHEUS_PORT names another port`),
    );
    this.#server.listen(settings.prometheusExporterPort, settings.prometheusExporterHost);
  }

  async #answer(response: ServerResponse): Promise<void> {
    try {
      const { resourceMetrics, errors } = await this.collect();
      for (const error of errors) diag.error(`a metric cannot be observed: ${reasonOf(error)}`);
      const page = renderPage(this.#redact(resourceMetrics), this.#options, (name) =>
        this.#tellConflict(name),
      );
      response.writeHead(200, { 'content-type': CONTENT_TYPE }).end(page);
    } catch (error) {
      diag.error(`the Prometheus page cannot be written: ${reasonOf(error)}`);
      response.writeHead(500).end();
    }
  }

  #tellConflict(name: string): void {
    if (this.#conflicts.has(name)) return;
    this.#conflicts.add(name);
    diag.warn(`two metrics become ${name} for Prometheus and are of different kinds; the second is left out`);
  }

  protected override async onForceFlush(): Promise<void> {}

  protected override async onShutdown(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** The page that Prometheus scrapes. A chunk of its own, loaded only for `OTEL_METRICS_EXPORTER=prometheus`. */
export const createPrometheusReader = (
  settings: Settings,
  redact: MetricRedactor,
  options: PageOptions = {},
): MetricReader => new PrometheusReader(settings, redact, options);
