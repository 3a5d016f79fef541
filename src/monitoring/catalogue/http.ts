import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/http/http-metrics/');

const SERVER = ['server.address', 'server.port', 'url.scheme'] as const;
const WHEN_CLIENT = 'the service calls others with `fetch` or undici';

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
  httpClientOpenConnections: metric(
    'http.client.open_connections',
    'gauge',
    {
      unit: '{connection}',
      description: 'Connections of `fetch` and undici that are used or idle.',
      when: WHEN_CLIENT,
    },
    [...SERVER, 'http.connection.state'],
  ),
  httpClientPendingRequests: metric(
    'binnacle.http.client.pending_requests',
    'gauge',
    {
      unit: '{request}',
      description: 'Requests of `fetch` and undici that wait for a connection.',
      when: WHEN_CLIENT,
    },
    SERVER,
  ),
  httpClientWaitTime: metric(
    'binnacle.http.client.wait_time',
    'histogram',
    {
      unit: 's',
      description: 'How long requests of `fetch` and undici waited for a connection.',
      when: WHEN_CLIENT,
    },
    SERVER,
  ),
  httpClientTimeouts: metric(
    'binnacle.http.client.timeouts',
    'counter',
    {
      unit: '{timeout}',
      description: 'Requests of `fetch` and undici that waited too long for a connection.',
      when: WHEN_CLIENT,
    },
    SERVER,
  ),
  httpClientConnectionLeaks: metric(
    'binnacle.http.client.connection_leaks',
    'counter',
    {
      unit: '{connection}',
      description: 'Connections that are held by an answer that nobody reads.',
      when: WHEN_CLIENT,
    },
    SERVER,
  ),
} as const;
