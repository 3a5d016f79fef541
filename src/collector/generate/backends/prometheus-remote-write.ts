import type { CollectorBackend } from '../backend.ts';
import { httpClient, isPlainUrl, PLAIN_TEXT } from '../clients.ts';
import { retries } from '../delivery.ts';

export const backend: CollectorBackend = {
  id: 'prometheus-remote-write',
  title: 'what takes the remote write of Prometheus',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/exporter/prometheusremotewriteexporter',
  signals: ['metrics'],
  endpoint: {
    kind: 'url',
    default: 'http://127.0.0.1:9090/api/v1/write',
    example: 'https://prometheus.example.com/api/v1/write',
  },
  tenantHeader: 'X-Scope-OrgID',
  temporality: 'cumulative',
  exporters: (context) => {
    const { config, id, comments: _, ...rest } = httpClient(context);
    // It has a queue of its own, which storage extensions know nothing of.
    const { sending_queue, retry_on_failure, ...client } = config;
    return [
      {
        ...rest,
        id: id.replace('otlp_http', 'prometheus_remote_write'),
        config: {
          ...client,
          // The labels by which Prometheus knows who sends; other attributes of the resource are in target_info.
          resource_to_telemetry_conversion: { enabled: false },
          retry_on_failure: retries(),
          remote_write_queue: { enabled: true, queue_size: 10_000, num_consumers: 1 },
        },
        comments: [
          ...(isPlainUrl(context.endpoint) ? [[['endpoint'], PLAIN_TEXT] as const] : []),
          [
            ['remote_write_queue'],
            'In memory: this exporter cannot use file_storage. The OTLP endpoint of Prometheus can be sent to from disk.',
          ],
        ],
      },
    ];
  },
};
