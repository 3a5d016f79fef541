import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGrpcReceiver } from './grpc-receiver.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

/** Ends at once, and says nothing of its own. */
const exit = async (env: Readonly<Record<string, string>>, endpoint: string): Promise<void> => {
  const args = ['process.exit at once'];
  const ended = await startFixture('exits.cjs', { endpoint, args, env }).ended();
  expect(ended).toMatchObject({ code: 4, stderr: '' });
};

test.each([
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'application/x-protobuf'],
  [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, 'application/json'],
])(
  'process.exit with %j',
  async (env, contentType) => {
    await exit({ ...env, OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b' }, receiver.url);
    expect(receiver.requests.map(({ path }) => path).sort()).toEqual([
      '/v1/logs',
      '/v1/metrics',
      '/v1/traces',
    ]);
    for (const { headers } of receiver.requests)
      expect(headers).toMatchObject({ 'content-type': contentType, 'x-tenant': 'a b' });
    for (const text of ['work in main', 'log of main', 'fixture.work'])
      expect(receiver.raw()).toContain(text);
  },
  30_000,
);

test('process.exit by gRPC', async () => {
  const grpc = await startGrpcReceiver();
  try {
    await exit({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, `http://127.0.0.1:${grpc.port}`);
    expect(grpc.calls.map(({ method }) => method).sort()).toEqual([
      'LogsService',
      'MetricsService',
      'TraceService',
    ]);
  } finally {
    grpc.close();
  }
}, 30_000);

test('process.exit with exporters that print', async () => {
  const console = {
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_METRICS_EXPORTER: 'console',
    OTEL_LOGS_EXPORTER: 'console',
  };
  const ended = await startFixture('exits.cjs', { args: ['process.exit'], env: console }).ended();
  expect(ended).toMatchObject({ code: 4, stderr: '' });
  for (const text of ['work in main', 'log of main', 'fixture.work']) expect(ended.stdout).toContain(text);
}, 30_000);

test.each(['delta', 'lowmemory'])(
  'sums since the last export are not lost, temporality %s',
  async (preference) => {
    const env = { OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: preference };
    await exit(env, receiver.url);
    const counted = receiver.metricPoints().filter(({ metric }) => metric === 'fixture.work');
    expect(counted.map(({ attributes }) => attributes)).toEqual([{ where: 'main' }]);
  },
  30_000,
);

test('a queue that is longer than a batch', async () => {
  const env = { OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10', WORK: '45' };
  await exit(env, receiver.url);
  expect(receiver.spans().filter(({ name }) => name === 'work in main')).toHaveLength(45);
}, 30_000);
