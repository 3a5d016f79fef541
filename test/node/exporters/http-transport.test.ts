import { createServer, type Server } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { resolveSettings } from '../../../src/core/settings/index.ts';
import { createHttpTransport } from '../../../src/node/exporters/http-transport.ts';
import { type OtlpTarget, otlpTargetOf } from '../../../src/node/exporters/otlp-target.ts';

const servers: Server[] = [];
const tcpServers: TcpServer[] = [];
const sockets = new Set<Socket>();

const targetAt = (port: number): OtlpTarget => {
  const { settings } = resolveSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
  return otlpTargetOf('traces', settings);
};

const listen = async (
  answer: Parameters<typeof createServer>[1],
): Promise<{ target: OtlpTarget; server: Server }> => {
  const server = createServer(answer ?? (() => {}));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { target: targetAt((server.address() as AddressInfo).port), server };
};

/** A server that speaks as it likes. */
const listenRaw = async (speak: (socket: Socket, connection: number) => void): Promise<OtlpTarget> => {
  let connections = 0;
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    speak(socket, ++connections);
  });
  tcpServers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return targetAt((server.address() as AddressInfo).port);
};

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  for (const server of tcpServers.splice(0)) server.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

const JSON_TYPE = { 'content-type': 'application/json' };
const PROTOBUF_TYPE = { 'content-type': 'application/x-protobuf' };
const YES = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

/** `partial_success { rejected_spans: 3, error_message: "too old, says jo@example.com" }` */
const MESSAGE = Buffer.from('too old,\nsays jo@example.com');
const PARTIAL = Buffer.concat([
  Buffer.from([0x0a, MESSAGE.length + 4, 0x08, 3, 0x12, MESSAGE.length]),
  MESSAGE,
]);

const ODD = { status: 'success', oddity: 'an answer that cannot be read' };

describe('createHttpTransport', () => {
  test('sends each export once, over one connection', async () => {
    let requests = 0;
    let connections = 0;
    const { target, server } = await listen((request, response) => {
      requests++;
      request.resume().on('end', () => response.end());
    });
    server.on('connection', () => connections++);
    const transport = createHttpTransport(target);
    const statuses: string[] = [];
    for (let i = 0; i < 10; i++) statuses.push((await transport.send(Buffer.from('x'), 5_000)).status);
    transport.shutdown();
    expect({ statuses: new Set(statuses), requests, connections }).toEqual({
      statuses: new Set(['success']),
      requests: 10,
      connections: 1,
    });
  });

  const inFuture = new Date(Date.now() + 100_000).toUTCString();
  test.each([
    [200, {}, '', { status: 'success' }],
    [202, { 'content-type': 'text/plain' }, 'accepted', { status: 'success' }],
    [200, JSON_TYPE, '{}', { status: 'success' }],
    [
      200,
      PROTOBUF_TYPE,
      PARTIAL,
      { status: 'success', rejected: 3, message: 'too old, says jo@example.com' },
    ],
    [
      200,
      JSON_TYPE,
      '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"too old"}}',
      { status: 'success', rejected: 3, message: 'too old' },
    ],
    [
      200,
      JSON_TYPE,
      '{"partialSuccess":{"errorMessage":"use gzip"}}',
      { status: 'success', message: 'use gzip' },
    ],
    [200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync('{}'), { status: 'success' }],
    [200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, 'no gzip', ODD],
    [200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(9_000_000)), ODD],
    [200, JSON_TYPE, '{"partialSuccess":', ODD],
    [200, PROTOBUF_TYPE, Buffer.alloc(9, 0xff), ODD],
    [200, PROTOBUF_TYPE, Buffer.alloc(5_000_000), ODD],
    [200, { 'content-type': 'text/html' }, '<html>', { status: 'retryable', reason: 'invalid_answer' }],
    [301, { location: '/' }, '', { status: 'failure', reason: 'rejected' }],
    [400, {}, '', { status: 'failure', reason: 'rejected', error: new Error('HTTP 400 Bad Request') }],
    [
      400,
      JSON_TYPE,
      '{"message":"no such tenant"}',
      { status: 'failure', error: new Error('HTTP 400 Bad Request: no such tenant') },
    ],
    [429, { 'retry-after': '2' }, '', { status: 'retryable', reason: 'unavailable', retryInMillis: 2_000 }],
    [503, { 'retry-after': inFuture }, '', { status: 'retryable', retryInMillis: expect.any(Number) }],
    [503, { 'retry-after': 'soon' }, '', { status: 'retryable', reason: 'unavailable' }],
    [500, {}, Buffer.alloc(9_000_000), { status: 'failure' }],
  ])('takes HTTP %d %j as it is meant', async (status, headers, body, expected) => {
    const { target } = await listen((request, response) => {
      request.resume().on('end', () => response.writeHead(status, headers).end(body));
    });
    const transport = createHttpTransport(target);
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject(expected);
    transport.shutdown();
  });

  test.each<[string, (socket: Socket, connection: number) => void, object]>([
    ['closes each connection', (socket) => socket.destroy(), { status: 'retryable', reason: 'unreachable' }],
    [
      'closes the first connection',
      (socket, connection) => (connection === 1 ? socket.destroy() : socket.write(YES)),
      { status: 'success' },
    ],
    [
      'closes the first connection in the middle of its answer',
      (socket, connection) =>
        socket.once('data', () =>
          connection === 1
            ? socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc')
            : socket.write(YES),
        ),
      { status: 'success' },
    ],
    [
      'does not speak HTTP',
      (socket) => socket.end('220 mail.example.com ESMTP\r\n'),
      { status: 'retryable', reason: 'invalid_answer' },
    ],
    ['never answers', () => {}, { status: 'retryable', reason: 'timeout' }],
    [
      'never ends its answer',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
        const timer = setInterval(() => socket.write('1\r\nx\r\n'), 5);
        socket.on('close', () => clearInterval(timer));
      },
      { status: 'retryable', reason: 'timeout' },
    ],
    [
      'never ends its headers',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write(`x: ${'y'.repeat(1_000)}\r\n`), 1);
        socket.on('close', () => clearInterval(timer));
      },
      { status: 'retryable', reason: expect.stringMatching(/invalid_answer|timeout/) },
    ],
  ])('a Collector that %s', async (_what, speak, expected) => {
    const transport = createHttpTransport(await listenRaw(speak));
    // The time-out does not keep a program, so the test has to.
    const keep = setInterval(() => {}, 10);
    expect(await transport.send(Buffer.from('x'), 300)).toMatchObject(expected);
    clearInterval(keep);
    transport.shutdown();
  });

  test('a connection that was closed while it was idle is not taken again', async () => {
    const { target, server } = await listen((request, response) => {
      request.resume().on('end', () => response.end());
    });
    const transport = createHttpTransport(target);
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject({ status: 'success' });
    server.closeAllConnections();
    expect(await transport.send(Buffer.from('x'), 5_000)).toMatchObject({ status: 'success' });
    transport.shutdown();
  });
});
