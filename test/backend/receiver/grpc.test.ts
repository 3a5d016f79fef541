import { gzipSync } from 'node:zlib';
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Backend } from '../../../src/backend/index.ts';
import { logsRequest, metricsRequest, traceRequest } from '../../../src/backend/receiver/schema.ts';
import type { TraceDetail } from '../../../src/backend/store/store.ts';
import { encodeProtobuf } from '../otlp-encoder.ts';
import { durationPoint, log, logsOf, metricsOf, sendJson, span, tracesOf } from '../payloads.ts';
import { getJson, start, summaryOf } from '../start.ts';

const TRACES = 'opentelemetry.proto.collector.trace.v1.TraceService';
const METRICS = 'opentelemetry.proto.collector.metrics.v1.MetricsService';
const LOGS = 'opentelemetry.proto.collector.logs.v1.LogsService';

const clients: Client[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

/** Resolves with the response's bytes, or the error that the call ended with. */
const call = (
  { otlpGrpcUrl }: Backend,
  service: string,
  payload: Buffer,
  options: { compress?: boolean } = {},
): Promise<Buffer | ServiceError> => {
  const compression = options.compress ? { 'grpc.default_compression_algorithm': 2 as const } : {};
  const client = new Client(new URL(otlpGrpcUrl).host, credentials.createInsecure(), compression);
  clients.push(client);
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve) => {
    client.makeUnaryRequest(`/${service}/Export`, asIs, asIs, payload, new Metadata(), (error, value) =>
      resolve(error ?? value ?? Buffer.alloc(0)),
    );
  });
};

const traceId = '1'.repeat(32);
const traces = tracesOf('shop', [
  span({
    traceId,
    spanId: '2'.repeat(16),
    name: 'GET /',
    kind: 2,
    startMillis: 1e12,
    durationMillis: 5,
    attributes: { text: 'ä', whole: 3, part: 0.5, flag: false },
    exception: { type: 'Error', message: 'no' },
  }),
]);

test('traces, metrics and logs are the same as over HTTP with JSON', async () => {
  const now = () => 2e12;
  const [overGrpc, overHttp] = [await start({ now }), await start({ now })];
  const logs = logsOf('shop', [log({ timeMillis: 1e12, severityNumber: 9, body: 'hello', traceId })]);
  const point = durationPoint({ startMillis: 2e12, timeMillis: 2e12 + 1000, seconds: [0.01, 0.2] });
  const metrics = metricsOf('shop', [point]);
  expect(await call(overGrpc, TRACES, encodeProtobuf(traceRequest, traces))).toHaveLength(0);
  expect(await call(overGrpc, LOGS, encodeProtobuf(logsRequest, logs), { compress: true })).toHaveLength(0);
  expect(await call(overGrpc, METRICS, encodeProtobuf(metricsRequest, metrics))).toHaveLength(0);
  for (const request of [traces, logs, metrics]) await sendJson(overHttp.otlpHttpUrl, request);
  const read = (backend: Backend) =>
    Promise.all([
      getJson<TraceDetail>(`${backend.pageUrl}/api/traces/${traceId}`),
      getJson(`${backend.pageUrl}/api/logs`),
      getJson(`${backend.pageUrl}/api/errors`),
      summaryOf(backend),
    ]);
  const [fromGrpc, fromHttp] = [await read(overGrpc), await read(overHttp)];
  expect(fromGrpc).toEqual(fromHttp);
  expect(fromGrpc[0]).toMatchObject({ spanCount: 1, logs: [{ body: 'hello' }] });
  expect(fromGrpc[3].endpoints).toMatchObject([{ endpoint: 'GET /', requests: 2 }]);
});

describe('refused', () => {
  const valid = encodeProtobuf(traceRequest, traces);
  const cases = [
    { name: 'malformed', payload: valid.subarray(0, -3), code: status.INVALID_ARGUMENT, reason: 'malformed' },
    {
      name: 'too large',
      payload: Buffer.alloc(2_000_000),
      code: status.RESOURCE_EXHAUSTED,
      reason: 'too_large',
    },
    {
      name: 'too large once decompressed',
      payload: Buffer.alloc(20_000_000),
      compress: true,
      code: status.RESOURCE_EXHAUSTED,
      reason: 'too_large',
    },
  ];
  test.each(cases)('$name', async ({ payload, compress = false, code, reason }) => {
    const backend = await start({ maxRequestBytes: 1_000_000 });
    expect(await call(backend, TRACES, payload, { compress })).toMatchObject({ code });
    expect(await call(backend, TRACES, valid)).toHaveLength(0);
    expect((await summaryOf(backend)).counters.refused).toEqual([{ signal: 'traces', reason, count: 1 }]);
  });

  test('another method', async () => {
    const backend = await start();
    expect(await call(backend, 'opentelemetry.Nothing', gzipSync(''))).toMatchObject({
      code: status.UNIMPLEMENTED,
    });
  });
});
