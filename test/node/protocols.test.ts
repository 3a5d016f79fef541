import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGrpcReceiver } from './grpc-receiver.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

const SIGNALS = ['/v1/logs', '/v1/metrics', '/v1/traces'];

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const arrived = (at: OtlpReceiver) => [...new Set(at.requests.map(({ path }) => path))].sort();

/** Sends one of each signal; nothing of it is personal when it leaves. */
const run = async (env: Readonly<Record<string, string>>, endpoint?: string): Promise<void> => {
  const program = startFixture('signals.mjs', { env, ...(endpoint !== undefined && { endpoint }) });
  expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
};

describe('OTLP over HTTP', () => {
  test.each([
    ['http/protobuf', 'application/x-protobuf'],
    ['http/json', 'application/json'],
  ])(
    '%s',
    async (protocol, contentType) => {
      await run({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }, receiver.url);
      expect(arrived(receiver)).toEqual(SIGNALS);
      for (const { headers, body } of receiver.requests) {
        expect(headers['content-type']).toBe(contentType);
        expect(headers['user-agent']).toMatch(/^binnacle\//);
        expect(body.length).toBeGreaterThan(0);
      }
      expect(receiver.raw()).toContain('fixture');
      expect(receiver.raw()).not.toMatch(/jo@example|hunter2/);
    },
    30_000,
  );

  test('protobuf is the default', async () => {
    await run({ OTEL_EXPORTER_OTLP_PROTOCOL: '' }, receiver.url);
    expect(receiver.requests.map(({ headers }) => headers['content-type'])).toEqual(
      receiver.requests.map(() => 'application/x-protobuf'),
    );
    expect(arrived(receiver)).toEqual(SIGNALS);
  }, 30_000);

  test('compressed, with headers, a path, and a signal that goes elsewhere', async () => {
    const other = await startOtlpReceiver();
    try {
      await run(
        {
          OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
          OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b',
          OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `${other.url}/own/logs`,
          OTEL_EXPORTER_OTLP_LOGS_HEADERS: 'x-own=1',
          OTEL_EXPORTER_OTLP_LOGS_COMPRESSION: 'none',
        },
        `${receiver.url}/base/`,
      );
      expect(arrived(receiver)).toEqual(['/base/v1/metrics', '/base/v1/traces']);
      expect(arrived(other)).toEqual(['/own/logs']);
      for (const { headers } of receiver.requests)
        expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'x-tenant': 'a b' });
      expect(other.requests[0]?.headers).toMatchObject({ 'x-own': '1' });
      expect(other.requests[0]?.headers).not.toHaveProperty('x-tenant');
      expect(other.requests[0]?.headers).not.toHaveProperty('content-encoding');
    } finally {
      await other.close();
    }
  }, 30_000);

  test('a signal that nobody wants is not sent', async () => {
    await run({ OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' }, receiver.url);
    expect(arrived(receiver)).toEqual(['/v1/traces']);
  }, 30_000);
});

describe('OTLP over gRPC', () => {
  test.each(['none', 'gzip'])(
    'all signals arrive, clean, compression %s',
    async (compression) => {
      const grpc = await startGrpcReceiver();
      try {
        await run(
          {
            OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
            OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a',
            OTEL_EXPORTER_OTLP_COMPRESSION: compression,
          },
          `http://127.0.0.1:${grpc.port}`,
        );
        expect([...new Set(grpc.calls.map(({ method }) => method))].sort()).toEqual([
          'LogsService',
          'MetricsService',
          'TraceService',
        ]);
        const raw = grpc.calls.map(({ body }) => body.toString('latin1')).join('\n');
        expect(raw).toContain('fixture');
        expect(raw).not.toMatch(/jo@example|hunter2/);
        expect(grpc.calls.map(({ tenant }) => tenant)).toEqual(grpc.calls.map(() => ['a']));
      } finally {
        grpc.close();
      }
    },
    30_000,
  );

  test("calls of the application's own copy of grpc-js are traced, those of the exporter's are not", async () => {
    const grpc = await startGrpcReceiver();
    try {
      const env = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
      const program = startFixture('grpc.mjs', { env, endpoint: `http://127.0.0.1:${grpc.port}` });
      expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
      const raw = grpc.calls.map(({ body }) => body.toString('latin1')).join('\n');
      expect(raw).toContain('shop.Desk/Ask');
      expect(raw).not.toContain('opentelemetry.proto.collector');
    } finally {
      grpc.close();
    }
  }, 30_000);
});
