import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { Server as GrpcServer, type Metadata, ServerCredentials } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Environment, resolveSettings } from '../../../src/core/settings/index.ts';
import { createHttpTransport } from '../../../src/node/exporters/http-transport.ts';
import { createGrpcTransport } from '../../../src/node/exporters/otlp-grpc.ts';
import { otlpTargetOf } from '../../../src/node/exporters/otlp-target.ts';
import type { Transport } from '../../../src/node/exporters/payload.ts';
import { type Authority, type Certificate, createAuthority, hasOpenssl } from './certificates.ts';
import { startProxy } from './start-proxy.ts';

const METHOD = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

interface Receiver {
  readonly port: number;
  /** What the clients say that they are called. */
  readonly clients: (string | undefined)[];
  readonly headers: IncomingMessage['headers'][];
  closeConnections(): void;
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const receive = async (tls?: { readonly ca: string; readonly own: Certificate }): Promise<Receiver> => {
  const clients: Receiver['clients'] = [];
  const headers: IncomingMessage['headers'][] = [];
  const onRequest: Parameters<typeof createHttpServer>[1] = (request, response) => {
    if (tls) clients.push((request.socket as TLSSocket).getPeerCertificate().subject?.CN as string);
    headers.push(request.headers);
    request.resume().on('end', () => response.end());
  };
  const server: Server = tls
    ? createServer(
        {
          ca: readFileSync(tls.ca),
          key: readFileSync(tls.own.key),
          cert: readFileSync(tls.own.cert),
          requestCert: true,
          rejectUnauthorized: true,
        },
        onRequest,
      )
    : createHttpServer(onRequest);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closers.push(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return { port, clients, headers, closeConnections: () => server.closeAllConnections() };
};

const receiveGrpc = async (credentials: ServerCredentials) => {
  const server = new GrpcServer();
  const metadata: Metadata[] = [];
  const asItIs = (bytes: Buffer) => bytes;
  const method = {
    path: METHOD,
    requestStream: false,
    responseStream: false,
    requestSerialize: asItIs,
    requestDeserialize: asItIs,
    responseSerialize: asItIs,
    responseDeserialize: asItIs,
  } as const;
  server.addService(
    { export: method },
    {
      export: (call: { metadata: Metadata }, answer: (error: null, response: Buffer) => void) => {
        metadata.push(call.metadata);
        answer(null, Buffer.alloc(0));
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  closers.push(() => server.forceShutdown());
  return { port, metadata };
};

const transportFor = (env: Environment): Transport => {
  const target = otlpTargetOf('traces', resolveSettings(env).settings);
  const transport =
    target.protocol === 'grpc' ? createGrpcTransport(target, METHOD) : createHttpTransport(target);
  closers.push(() => transport.shutdown());
  return transport;
};

const send = (transport: Transport) => transport.send(Buffer.from('x'), 5_000);
const OK = { status: 'success' };

describe('headers from a file', () => {
  const write = (file: string, text: string, seconds: number): void => {
    writeFileSync(file, text);
    utimesSync(file, seconds, seconds);
  };

  test.each(['http/protobuf', 'grpc'])(
    '%s: they win, and are read again when they change',
    async (protocol) => {
      const folder = mkdtempSync(join(tmpdir(), 'binnacle-headers-'));
      closers.push(() => rmSync(folder, { recursive: true }));
      const file = join(folder, 'headers');
      const http = await receive();
      const grpc = await receiveGrpc(ServerCredentials.createInsecure());
      const got = (name: string) =>
        protocol === 'grpc'
          ? grpc.metadata.map((each) => each.get(name)[0])
          : http.headers.map((each) => each[name]);
      write(file, '# rotated each hour\nAuthorization: Bearer one=1,2\n\nno header\n', 1_000);
      const transport = transportFor({
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${protocol === 'grpc' ? grpc.port : http.port}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=never,x-tenant=a',
        BINNACLE_OTLP_HEADERS_FILE: file,
      });
      expect(await send(transport)).toMatchObject(OK);
      write(file, 'authorization: Bearer two\n', 2_000);
      expect(await send(transport)).toMatchObject(OK);
      expect(got('authorization')).toEqual(['Bearer one=1,2', 'Bearer two']);
      expect(got('x-tenant')).toEqual(['a', 'a']);
    },
  );
});

(hasOpenssl() ? describe : describe.skip)('TLS (skipped without openssl)', () => {
  let authority: Authority;
  let server: Certificate;
  beforeAll(() => {
    authority = createAuthority();
    server = authority.issue('server');
  });
  afterAll(() => authority.remove());

  const use = (name: string, seconds: number): void => {
    const { key, cert } = authority.issue(name);
    for (const [from, to] of [
      [key, 'current.key'],
      [cert, 'current.pem'],
    ] as const) {
      copyFileSync(from, join(authority.folder, to));
      utimesSync(join(authority.folder, to), seconds, seconds);
    }
  };
  const secure = (port: number, host = '127.0.0.1'): Environment => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: `https://${host}:${port}`,
    OTEL_EXPORTER_OTLP_CERTIFICATE: authority.ca,
    OTEL_EXPORTER_OTLP_CLIENT_KEY: join(authority.folder, 'current.key'),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: join(authority.folder, 'current.pem'),
  });

  test('both ends are checked, and a renewed certificate is used for the next connection', async () => {
    const receiver = await receive({ ca: authority.ca, own: server });
    use('first', 1_000);
    const transport = transportFor(secure(receiver.port));
    expect(await send(transport)).toMatchObject(OK);
    use('second', 2_000);
    receiver.closeConnections();
    expect(await send(transport)).toMatchObject(OK);
    expect(receiver.clients).toEqual(['first', 'second']);
  });

  test('a server of another authority is not trusted, and the next try may find it is', async () => {
    const receiver = await receive({ ca: authority.ca, own: server });
    const other = createAuthority();
    closers.push(() => other.remove());
    use('client', 3_000);
    const ca = join(authority.folder, 'current-ca.pem');
    copyFileSync(other.ca, ca);
    utimesSync(ca, 1_000, 1_000);
    const transport = transportFor({ ...secure(receiver.port), OTEL_EXPORTER_OTLP_CERTIFICATE: ca });
    expect(await send(transport)).toMatchObject({ status: 'retryable', reason: 'unreachable' });
    copyFileSync(authority.ca, ca);
    expect(await send(transport)).toMatchObject(OK);
    expect(receiver.clients).toEqual(['client']);
  });

  test('a key that does not fit its certificate yet is tried again', async () => {
    const receiver = await receive({ ca: authority.ca, own: server });
    use('client', 4_000);
    const { key } = authority.issue('other');
    const transport = transportFor({ ...secure(receiver.port), OTEL_EXPORTER_OTLP_CLIENT_KEY: key });
    expect(await send(transport)).toMatchObject({ status: 'retryable' });
  });

  test('without a client certificate the server refuses', async () => {
    const receiver = await receive({ ca: authority.ca, own: server });
    const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_CERTIFICATE } = secure(receiver.port);
    const transport = transportFor({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_CERTIFICATE });
    expect(await send(transport)).toMatchObject({ status: 'retryable' });
    expect(receiver.clients).toEqual([]);
  });

  test('gRPC: both ends are checked, and a renewed certificate is used', async () => {
    const pair = { private_key: readFileSync(server.key), cert_chain: readFileSync(server.cert) };
    const grpc = await receiveGrpc(ServerCredentials.createSsl(readFileSync(authority.ca), [pair], true));
    use('first', 5_000);
    const transport = transportFor({ ...secure(grpc.port), OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' });
    expect(await send(transport)).toMatchObject(OK);
    use('second', 6_000);
    expect(await send(transport)).toMatchObject(OK);
    expect(grpc.metadata).toHaveLength(2);
  });

  test.each(['http/protobuf', 'grpc'])(
    '%s through a proxy with a user, TLS from end to end',
    async (protocol) => {
      const proxy = await startProxy('jo:p@ss');
      closers.push(() => proxy.close());
      const pair = { private_key: readFileSync(server.key), cert_chain: readFileSync(server.cert) };
      const { port } =
        protocol === 'grpc'
          ? await receiveGrpc(ServerCredentials.createSsl(readFileSync(authority.ca), [pair], true))
          : await receive({ ca: authority.ca, own: server });
      use('client', 7_000);
      const transport = transportFor({
        // A name that only the proxy knows.
        ...secure(port, 'collector.test'),
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        HTTPS_PROXY: `http://jo:p%40ss@127.0.0.1:${proxy.port}`,
      });
      expect(await send(transport)).toMatchObject(OK);
      expect(await send(transport)).toMatchObject(OK);
      expect(proxy.asked).toEqual([`CONNECT collector.test:${port}`]);
    },
  );
});

describe('proxies', () => {
  test.each(['http/protobuf', 'http/json'])(
    '%s without TLS: the whole URL is asked for',
    async (protocol) => {
      const proxy = await startProxy('jo:pass');
      closers.push(() => proxy.close());
      const receiver = await receive();
      const transport = transportFor({
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://collector.test:${receiver.port}/base`,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a',
        HTTP_PROXY: `http://jo:pass@127.0.0.1:${proxy.port}`,
      });
      expect(await send(transport)).toMatchObject(OK);
      expect(proxy.asked).toEqual([`POST http://collector.test:${receiver.port}/base/v1/traces`]);
      expect(receiver.headers[0]).toMatchObject({ host: `collector.test:${receiver.port}`, 'x-tenant': 'a' });
      // The password is the proxy's matter.
      expect(receiver.headers[0]).not.toHaveProperty('proxy-authorization');
    },
  );

  test('gRPC without TLS: a tunnel', async () => {
    const proxy = await startProxy();
    closers.push(() => proxy.close());
    const grpc = await receiveGrpc(ServerCredentials.createInsecure());
    const transport = transportFor({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://collector.test:${grpc.port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      http_proxy: `127.0.0.1:${proxy.port}`,
    });
    expect(await send(transport)).toMatchObject(OK);
    expect(proxy.asked).toEqual([`CONNECT collector.test:${grpc.port}`]);
  });

  test.each([
    ['http', { status: 'failure', error: new Error('HTTP 407 Proxy Authentication Required') }],
    ['https', { status: 'retryable', reason: 'unreachable' }],
  ])('one that refuses the user fails, %s', async (scheme, expected) => {
    const proxy = await startProxy('jo:pass');
    closers.push(() => proxy.close());
    const transport = transportFor({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${scheme}://collector.test:1`,
      [`${scheme}_proxy`]: `http://jo:wrong@127.0.0.1:${proxy.port}`,
    });
    const answer = await send(transport);
    expect(answer).toMatchObject(expected);
    expect(String('error' in answer && answer.error)).not.toContain('wrong');
  });

  test('NO_PROXY goes straight', async () => {
    const proxy = await startProxy();
    closers.push(() => proxy.close());
    const transport = transportFor({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.invalid:1',
      HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
      NO_PROXY: '.invalid',
    });
    expect(await send(transport)).toMatchObject({ status: 'retryable', reason: 'unreachable' });
    expect(proxy.asked).toEqual([]);
  });
});
