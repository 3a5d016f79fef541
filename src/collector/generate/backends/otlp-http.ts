import type { CollectorBackend } from '../backend.ts';
import { httpClient } from '../clients.ts';

export const backend: CollectorBackend = {
  id: 'otlp-http',
  title: 'all that takes OTLP over HTTP',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/tree/v0.155.0/exporter/otlphttpexporter',
  signals: ['traces', 'metrics', 'logs'],
  endpoint: { kind: 'url', example: 'https://otlp.example.com' },
  tenantHeader: 'x-tenant',
  exporters: (context) => [httpClient(context)],
};
