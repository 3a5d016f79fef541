import type { CollectorBackend } from '../backend.ts';

export const backend: CollectorBackend = {
  id: 'prometheus-scrape',
  title: 'an endpoint that Prometheus scrapes',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/exporter/prometheusexporter',
  signals: ['metrics'],
  endpoint: { kind: 'listen', default: '127.0.0.1:9464', example: '127.0.0.1:9464' },
  oneTenant: 'everybody who scrapes it sees all; use prometheus or prometheus-remote-write',
  temporality: 'cumulative',
  exporters: ({ name, endpoint, signals }) => [
    {
      id: `prometheus/${name}`,
      signals,
      config: {
        endpoint,
        metric_expiration: '10m',
        enable_open_metrics: true,
      },
      comments: [
        [['metric_expiration'], 'A series that nobody sends any more is shown for so long.'],
        [['enable_open_metrics'], 'The format with exemplars.'],
      ],
    },
  ],
};
