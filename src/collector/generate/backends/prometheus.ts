import type { CollectorBackend } from '../backend.ts';
import { httpClient } from '../clients.ts';

export const backend: CollectorBackend = {
  id: 'prometheus',
  title: 'Prometheus at /api/v1/otlp, Mimir at /otlp, or another that takes OTLP',
  source: 'https://prometheus.io/docs/guides/opentelemetry/',
  signals: ['metrics'],
  endpoint: {
    kind: 'url',
    default: 'http://127.0.0.1:9090/api/v1/otlp',
    example: 'https://prometheus.example.com/api/v1/otlp',
  },
  tenantHeader: 'X-Scope-OrgID',
  temporality: 'cumulative',
  exporters: (context) => [
    httpClient(context, {
      consumers: 1,
      comments: [[['sending_queue', 'num_consumers'], 'One, so that samples arrive in order.']],
    }),
  ],
};
