import type { CollectorBackend } from '../backend.ts';
import { grpcClient } from '../clients.ts';

export const backend: CollectorBackend = {
  id: 'jaeger',
  title: 'Jaeger, by OTLP over gRPC',
  source: 'https://www.jaegertracing.io/docs/latest/architecture/apis/',
  signals: ['traces'],
  endpoint: { kind: 'host', default: '127.0.0.1:14317', example: 'jaeger.example.com:4317' },
  // https://www.jaegertracing.io/docs/latest/deployment/security/#multi-tenancy
  tenantHeader: 'x-tenant',
  exporters: (context) => [grpcClient(context)],
};
