import { logsRequest, traceRequest } from '../../src/backend/receiver/schema.ts';
import { encodeProtobuf } from '../../test/backend/otlp-encoder.ts';
import { attributes, span } from '../../test/backend/payloads.ts';

/** Records in a request: what an SDK sends at once is up to 512. */
export const RECORDS = 200;

const hex = (n: number, length: number): string => (n + 1).toString(16).padStart(length, '0');

/** A server span as instrumentations write it; one in ten holds something to hide. */
const serverSpan = (n: number) =>
  span({
    traceId: hex(n, 32),
    spanId: hex(n, 16),
    name: 'GET /api/users/:id/orders',
    kind: 2,
    startMillis: 1_700_000_000_000 + n,
    durationMillis: 12.5,
    attributes: {
      'http.request.method': 'GET',
      'url.scheme': 'https',
      'url.path': `/api/users/${4711 + n}/orders`,
      'url.query': n % 10 === 0 ? 'page=2&email=jo%40example.com&token=abc123' : 'page=2&sort=desc&limit=50',
      'server.address': 'shop.example.com',
      'server.port': 443,
      'client.address': '10.20.30.40',
      'network.protocol.version': '1.1',
      'user_agent.original':
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
      'http.route': '/api/users/:id/orders',
      'http.response.status_code': 200,
      'app.tenant': 'north-7',
    },
  });

const logRecord = (n: number) => ({
  timeUnixNano: '1700000000000000000',
  severityNumber: 9,
  severityText: 'INFO',
  body: {
    stringValue:
      n % 10 === 0
        ? `mail to jo@example.com about order ${n} failed: card 4111 1111 1111 1111 was declined`
        : `order ${n} of tenant north-7 was shipped in 153 ms to warehouse 12, 3 items, 49.90 EUR`,
  },
  attributes: attributes({
    'log.logger.name': 'orders',
    'code.function.name': 'ship',
    'app.tenant': 'north-7',
  }),
});

const resource = {
  attributes: attributes({
    'service.name': 'shop',
    'service.version': '1.4.2',
    'service.instance.id': '6f1c2a44-8b0e-4a51-9d3e-2f6b7c8d9e0f',
    'host.name': 'node-3',
    'process.command': '/usr/bin/node /srv/app/server.js --port 8080',
  }),
};
const scope = { name: '@opentelemetry/instrumentation-http', version: '0.301.1' };

const numbers = Array.from({ length: RECORDS }, (_, n) => n);

/** One request of each signal, as protobuf. */
export const REQUESTS = {
  traces: encodeProtobuf(traceRequest, {
    resourceSpans: [{ resource, scopeSpans: [{ scope, spans: numbers.map(serverSpan) }] }],
  }),
  logs: encodeProtobuf(logsRequest, {
    resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: numbers.map(logRecord) }] }],
  }),
};
