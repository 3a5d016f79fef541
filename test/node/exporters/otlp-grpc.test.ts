import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { resolveSettings } from '../../../src/core/settings/index.ts';
import { createGrpcTransport } from '../../../src/node/exporters/otlp-grpc.ts';
import { otlpTargetOf } from '../../../src/node/exporters/otlp-target.ts';

const METHOD = '/opentelemetry.proto.collector.logs.v1.LogsService/Export';

interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata?: Metadata;
}

let server: Server | undefined;
afterEach(() => server?.forceShutdown());

const asItIs = (bytes: Buffer) => bytes;

/** A server that answers each call alike; undefined never answers. */
const listen = async (answer: Refusal | Buffer | undefined): Promise<string> => {
  server = new Server();
  const method = {
    path: METHOD,
    requestStream: false,
    responseStream: false,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  } as const;
  type Done = (error: Refusal | null, response?: Buffer) => void;
  const handle = (_call: unknown, done: Done): void => {
    if (answer === undefined) return;
    if ('code' in answer) done(answer);
    else done(null, answer);
  };
  server.addService({ export: method }, { export: handle });
  const port = await new Promise<number>((resolve, reject) =>
    server?.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return `http://127.0.0.1:${port}`;
};

const send = async (url: string, millis: number, encoding?: 'json') => {
  const { settings } = resolveSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
  });
  const transport = createGrpcTransport(otlpTargetOf('logs', settings), METHOD);
  const answer = await transport.send(Buffer.from('x'), millis, encoding);
  transport.shutdown();
  return answer;
};

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);

/** `google.rpc.Status` with a `RetryInfo` of two and a half seconds. */
const retryInfo = (): Metadata => {
  const nanos = Buffer.from([0x10, 0x80, 0xca, 0xb5, 0xee, 0x01]);
  const delay = field(1, Buffer.concat([Buffer.from([0x08, 2]), nanos]));
  const any = Buffer.concat([
    field(1, Buffer.from('type.googleapis.com/google.rpc.RetryInfo')),
    field(2, delay),
  ]);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.concat([Buffer.from([0x08, 8]), field(3, any)]));
  return metadata;
};

const garbled = (): Metadata => {
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.alloc(20, 0xff));
  return metadata;
};

describe('createGrpcTransport', () => {
  test.each<[string, Refusal | Buffer | undefined, object]>([
    ['yes', Buffer.alloc(0), { status: 'success' }],
    ['a partial yes', field(1, Buffer.from([0x08, 3])), { status: 'success', rejected: 3 }],
    ['something that is no answer', Buffer.alloc(9, 0xff), { status: 'success', oddity: expect.any(String) }],
    ['no', { code: status.INVALID_ARGUMENT, details: 'bad' }, { status: 'failure', reason: 'rejected' }],
    [
      'too much',
      { code: status.RESOURCE_EXHAUSTED, details: 'full' },
      { status: 'failure', reason: 'rejected' },
    ],
    [
      'too much, and when to come back',
      { code: status.RESOURCE_EXHAUSTED, details: 'full', metadata: retryInfo() },
      { status: 'retryable', reason: 'unavailable', retryInMillis: 2_500 },
    ],
    [
      'that it is away, and nonsense beside it',
      { code: status.UNAVAILABLE, details: 'away', metadata: garbled() },
      { status: 'retryable', reason: 'unreachable' },
    ],
    ['nothing', undefined, { status: 'retryable', reason: 'timeout' }],
  ])('a Collector that says %s', async (_what, answer, expected) => {
    const url = await listen(answer);
    expect(await send(url, 500)).toMatchObject(expected);
  });

  test('no Collector', async () => {
    expect(await send('http://127.0.0.1:1', 5_000)).toMatchObject({
      status: 'retryable',
      reason: 'unreachable',
      error: { syscall: 'connect' },
    });
  });

  test('a batch that was stored in JSON has no way', async () => {
    expect(await send('http://127.0.0.1:1', 5_000, 'json')).toMatchObject({
      status: 'failure',
      reason: 'encoding_failed',
    });
  });
});
