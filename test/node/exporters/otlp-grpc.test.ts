import { once } from 'node:events';
import {
  constants,
  createServer as createHttp2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Environment, resolveSettings } from '../../../src/core/settings/index.ts';
import { createGrpcTransport } from '../../../src/node/exporters/otlp-grpc.ts';
import { otlpTargetOf } from '../../../src/node/exporters/otlp-target.ts';
import type { Transport } from '../../../src/node/exporters/payload.ts';

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

const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** No wait of a transport keeps the program, so the test has to. */
const keepProgram = (): void => {
  const timer = setInterval(() => {}, 10);
  closers.push(() => clearInterval(timer));
};

/** A server that speaks as it likes. */
const listenRaw = async (speak: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const raw = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    speak(socket);
  });
  closers.push(() => {
    raw.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(raw.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(raw.address() as AddressInfo).port}`;
};

const GRPC = { ':status': 200, 'content-type': 'application/grpc' };

/** A server of HTTP/2 that answers as it likes. */
const listenHttp2 = async (answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void) => {
  const sessions: ServerHttp2Session[] = [];
  const http2 = createHttp2Server();
  http2.on('session', (session) => sessions.push(session.on('error', () => {})));
  http2.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    answer(stream, headers);
  });
  const closeAll = (): void => {
    for (const session of sessions) session.destroy();
  };
  closers.push(() => {
    http2.close();
    closeAll();
  });
  await once(http2.listen(0, '127.0.0.1'), 'listening');
  const { port } = http2.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, connections: () => sessions.length, closeAll };
};

const transportTo = (url: string, env: Environment = {}): Transport => {
  const { settings } = resolveSettings({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    ...env,
  });
  return createGrpcTransport(otlpTargetOf('logs', settings), METHOD);
};

const send = async (url: string, millis: number, encoding?: 'json') => {
  const transport = transportTo(url);
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
      { status: 'retryable', reason: 'unavailable' },
    ],
    ['nothing', undefined, { status: 'retryable', reason: 'timeout' }],
  ])('a Collector that says %s', async (_what, answer, expected) => {
    const url = await listen(answer);
    expect(await send(url, 500)).toMatchObject(expected);
  });

  test.each<[string, (socket: Socket, connection: number) => void, object]>([
    ['closes each connection', (socket) => socket.destroy(), { status: 'retryable', reason: 'unreachable' }],
    [
      'is a web server',
      (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'),
      { status: 'retryable', reason: 'invalid_answer' },
    ],
    [
      'sends garbage',
      (socket) => socket.write(Buffer.alloc(100, 0xff)),
      { status: 'retryable', reason: 'invalid_answer' },
    ],
    ['never says anything', () => {}, { status: 'retryable', reason: 'timeout' }],
  ])('a Collector that %s', async (_what, speak, expected) => {
    let connections = 0;
    const url = await listenRaw((socket) => speak(socket, ++connections));
    keepProgram();
    expect(await send(url, 300)).toMatchObject(expected);
  });

  const inTrailers = (trailers: OutgoingHttpHeaders, body?: Buffer) => (stream: ServerHttp2Stream) => {
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.respond(GRPC, { waitForTrailers: true });
    stream.end(body);
  };
  const YES = Buffer.from([0, 0, 0, 0, 0]);
  const zipped = gzipSync(field(1, Buffer.from([0x08, 3])));

  test.each<[string, (stream: ServerHttp2Stream, call: number) => void, object]>([
    ['takes it', inTrailers({ 'grpc-status': 0 }, YES), { status: 'success' }],
    [
      'compresses its answer',
      (stream) => {
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': 0 }));
        stream.respond({ ...GRPC, 'grpc-encoding': 'gzip' }, { waitForTrailers: true });
        stream.end(Buffer.concat([Buffer.from([1, 0, 0, 0, zipped.length]), zipped]));
      },
      { status: 'success', rejected: 3 },
    ],
    [
      'takes it without a message',
      inTrailers({ 'grpc-status': 0 }),
      { status: 'success', oddity: expect.stringContaining('cannot') },
    ],
    [
      'cuts its message off',
      inTrailers({ 'grpc-status': 0 }, Buffer.from([0, 0, 0, 0, 9, 1])),
      { status: 'success', oddity: expect.any(String) },
    ],
    [
      'refuses in its only headers, in words of its own',
      (stream) =>
        stream.respond(
          { ...GRPC, 'grpc-status': 3, 'grpc-message': 'zu alt%0Azu gro%C3%9F' },
          { endStream: true },
        ),
      { status: 'failure', error: new Error('INVALID_ARGUMENT zu alt zu groß') },
    ],
    [
      'has a status that nobody knows',
      inTrailers({ 'grpc-status': 99, 'grpc-message': '%' }),
      { status: 'failure', error: new Error('UNKNOWN %') },
    ],
    ['says its status in words', inTrailers({ 'grpc-status': 'ok' }, YES), { status: 'retryable' }],
    [
      'is a page of HTML',
      (stream) => {
        stream.respond({ ':status': 200, 'content-type': 'text/html' });
        stream.end('<html>');
      },
      { status: 'retryable', reason: 'invalid_answer' },
    ],
    [
      'is a proxy without a Collector',
      (stream) => stream.respond({ ':status': 503 }, { endStream: true }),
      { status: 'retryable', reason: 'unavailable' },
    ],
    [
      'is a proxy that wants a key',
      (stream) => stream.respond({ ':status': 401 }, { endStream: true }),
      { status: 'failure', error: new Error('UNAUTHENTICATED HTTP status code 401') },
    ],
    ['answers without an end', (stream) => stream.respond(GRPC), { status: 'retryable', reason: 'timeout' }],
    [
      'answers endlessly',
      (stream) => {
        stream.respond(GRPC);
        const timer = setInterval(() => stream.write(Buffer.alloc(100_000)), 1);
        stream.on('close', () => clearInterval(timer)).on('error', () => {});
      },
      { status: 'retryable', reason: 'timeout' },
    ],
    [
      'refuses the first stream',
      (stream, call) =>
        call === 1
          ? stream.close(constants.NGHTTP2_REFUSED_STREAM)
          : inTrailers({ 'grpc-status': 0 }, YES)(stream),
      { status: 'success' },
    ],
    [
      'breaks the first connection',
      (stream, call) =>
        call === 1 ? stream.session?.destroy() : inTrailers({ 'grpc-status': 0 }, YES)(stream),
      { status: 'success' },
    ],
  ])('a Collector that %s', async (_what, answer, expected) => {
    let calls = 0;
    const { url } = await listenHttp2((stream) => answer(stream, ++calls));
    keepProgram();
    const isWaitedFor = 'reason' in expected && expected.reason === 'timeout';
    expect(await send(url, isWaitedFor ? 500 : 10_000)).toMatchObject(expected);
  });

  test('what is sent: headers, compression, the time that is left; one connection for all', async () => {
    const seen: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
    const { url, connections } = await listenHttp2((stream, headers) => {
      const chunks: Buffer[] = [];
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          seen.push({ headers, body: Buffer.concat(chunks) });
          inTrailers({ 'grpc-status': 0 }, YES)(stream);
        });
    });
    const transport = transportTo(url, {
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_HEADERS: 'X-Tenant=a%20b,connection=close,te=gzip',
    });
    const large = Buffer.alloc(3_000_000, 'x');
    const answers = await Promise.all([1, 2, 3].map(() => transport.send(large, 5_000)));
    expect(answers).toEqual(answers.map(() => ({ status: 'success' })));
    expect(await transport.send(Buffer.from('y'), 5_000)).toEqual({ status: 'success' });
    transport.shutdown();
    expect(connections()).toBe(1);
    expect(seen.map(({ body }) => gunzipSync(body.subarray(5)).length)).toEqual([
      ...answers.map(() => 3e6),
      1,
    ]);
    expect(seen[0]?.headers).toMatchObject({
      ':path': METHOD,
      'content-type': 'application/grpc',
      te: 'trailers',
      'grpc-encoding': 'gzip',
      'grpc-timeout': expect.stringMatching(/^[1-9]\d{0,3}m$/),
      'x-tenant': 'a b',
      'user-agent': expect.stringMatching(/^binnacle\//),
    });
    expect(seen[0]?.headers).not.toHaveProperty('connection');
  });

  test('a Collector that goes away answers what is under way, and is connected to again', async () => {
    const { url, connections } = await listenHttp2((stream) => {
      stream.session?.close();
      setImmediate(() => inTrailers({ 'grpc-status': 0 }, YES)(stream));
    });
    const transport = transportTo(url);
    expect(await transport.send(Buffer.from('x'), 5_000)).toEqual({ status: 'success' });
    expect(await transport.send(Buffer.from('x'), 5_000)).toEqual({ status: 'success' });
    transport.shutdown();
    expect(connections()).toBe(2);
  });

  test('a connection that was closed while it was idle is not taken again', async () => {
    const { url, connections, closeAll } = await listenHttp2(inTrailers({ 'grpc-status': 0 }, YES));
    const transport = transportTo(url);
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject({ status: 'success' });
    closeAll();
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject({ status: 'success' });
    transport.shutdown();
    expect(connections()).toBe(2);
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
