import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/http/http-metrics/');

/** Requests that a service answers, and those that it makes. */
export const HTTP = {
  httpServerRequestDuration: metric(
    'http.server.request.duration',
    'histogram',
    {
      unit: 's',
      description: 'How long requests took that the service has answered; counted before any sampling.',
    },
    [
      'http.request.method',
      'http.route',
      'http.response.status_code',
      'error.type',
      'url.scheme',
      'network.protocol.version',
    ],
  ),
  httpClientRequestDuration: metric(
    'http.client.request.duration',
    'histogram',
    {
      unit: 's',
      description: 'How long requests took that the service has made.',
      when: 'the service calls others',
    },
    [
      'http.request.method',
      'http.response.status_code',
      'error.type',
      'server.address',
      'server.port',
      'url.scheme',
      'network.protocol.version',
    ],
  ),
} as const;
