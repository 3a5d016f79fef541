import type { CollectorBackend } from '../backend.ts';
import { grpcClient } from '../clients.ts';

export const backend: CollectorBackend = {
  id: 'otlp',
  title: 'another Collector, or all that takes OTLP over gRPC',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/tree/v0.155.0/exporter/otlpexporter',
  signals: ['traces', 'metrics', 'logs'],
  endpoint: { kind: 'host', example: 'gateway.example.com:4317' },
  tenantHeader: 'x-tenant',
  exporters: (context) => [grpcClient(context)],
};
