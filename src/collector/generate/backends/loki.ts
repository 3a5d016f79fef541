import type { CollectorBackend } from '../backend.ts';
import { httpClient } from '../clients.ts';

export const backend: CollectorBackend = {
  id: 'loki',
  title: 'Loki, by OTLP at /otlp',
  source: 'https://grafana.com/docs/loki/latest/send-data/otel/',
  signals: ['logs'],
  endpoint: {
    kind: 'url',
    default: 'http://127.0.0.1:3100/otlp',
    example: 'https://loki.example.com/otlp',
  },
  tenantHeader: 'X-Scope-OrgID',
  exporters: (context) => [httpClient(context)],
};
