import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MetricPoint, Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, type Fixture, runFixture, startFixture } from './run-fixture.ts';

/** Each request comes with a trace of its own, by which its span is found. */
const traceIdOf = (index: number): string => String(index + 1).padStart(32, '0');
const PARENT_ID = 'b2'.repeat(8);

/** What a request of the table below sends and leaves. */
interface Served {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Leaves when the program has printed a line that begins with this word. */
  readonly leavesAfter?: string;
  readonly name?: string;
  readonly status?: number | undefined;
  readonly errorType?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const SERVED: Readonly<Record<string, Served>> = {
  'an answer': {
    path: '/ok?page=2',
    headers: { 'user-agent': 'test/1', host: 'shop.example:8080' },
    attributes: {
      'url.query': 'page=2',
      'server.address': 'shop.example',
      'server.port': 8080,
      'user_agent.original': 'test/1',
      'network.protocol.version': '1.1',
    },
  },
  'a proxy in front': {
    path: '/ok',
    headers: { 'x-forwarded-host': 'shop.example', 'x-forwarded-proto': 'https' },
    attributes: { 'server.address': 'shop.example', 'server.port': 443 },
  },
  'a proxy that says Forwarded': {
    path: '/ok',
    headers: { forwarded: 'for=192.0.2.1;proto=http;host="[2001:db8::1]:81"' },
    attributes: { 'server.address': '[2001:db8::1]', 'server.port': 81 },
  },
  'a whole URL': {
    path: 'http://other.example/ok?a=b',
    attributes: { 'url.path': '/ok', 'url.query': 'a=b' },
  },
  'a body': { path: '/listeners', method: 'POST', body: 'body' },
  'a stream': { path: '/stream' },
  'an unknown method': {
    path: '/ok',
    method: 'PROPFIND',
    name: 'HTTP',
    attributes: { 'http.request.method': '_OTHER', 'http.request.method_original': 'PROPFIND' },
  },
  'a client error': { path: '/missing', status: 404 },
  'a server error': { path: '/broken', status: 503, errorType: '503' },
  'a client that leaves before the answer': { path: '/never', leavesAfter: 'never', status: undefined },
  'a client that leaves within the answer': { path: '/half', leavesAfter: 'half' },
  'a handler that throws': { path: '/throws', status: undefined, errorType: 'TypeError' },
};

const urlOf = (protocol: string, port: string): string => `${protocol}://127.0.0.1:${port}`;

const send = async (
  program: Fixture,
  protocol: 'http' | 'https',
  served: Served,
  index: number,
): Promise<void> => {
  const { path, method = 'GET', headers = {}, body, leavesAfter } = served;
  const request = (protocol === 'https' ? requestHttps : requestHttp)(
    urlOf(protocol, await program.line('ready')),
    {
      agent: false,
      rejectUnauthorized: false,
      method,
      path,
      headers: { ...headers, traceparent: `00-${traceIdOf(index)}-${PARENT_ID}-01` },
    },
  );
  request.end(body);
  const closed = once(request, 'close').catch(() => {});
  if (leavesAfter) {
    await program.line(leavesAfter);
    request.on('error', () => {});
    request.destroy();
  } else {
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    const [response] = await answered.catch(() => [undefined]);
    response?.resume();
  }
  await closed;
};

describe.each(['http', 'https'] as const)('served by node:%s', (protocol) => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const program = startFixture('http-server.mjs', {
      endpoint: receiver.url,
      args: [protocol],
      env: { BINNACLE_MAX_ROUTES: '0' },
    });
    for (const [index, served] of Object.values(SERVED).entries())
      await send(program, protocol, served, index);
    ended = await program.stop();
  }, 30_000);
  afterAll(() => receiver?.close());

  test('it ends well, with one span for each request, of the trace that they came with', () => {
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(receiver.spans()).toHaveLength(Object.keys(SERVED).length);
    for (const span of receiver.spans())
      expect(span).toMatchObject({
        kind: 'server',
        scope: 'binnacle/http',
        parentSpanId: PARENT_ID,
      });
  });

  test.each(Object.entries(SERVED).map(([what, served], index) => ({ what, served, index })))(
    '$what',
    ({ served, index }) => {
      const { method = 'GET', name = method, errorType, attributes = {} } = served;
      const status = 'status' in served ? served.status : 200;
      const span = receiver.spans().find(({ traceId }) => traceId === traceIdOf(index)) as Span;
      expect(span).toMatchObject({ name, isError: errorType !== undefined });
      expect(span.attributes).toMatchObject({
        'http.request.method': name === 'HTTP' ? '_OTHER' : method,
        'url.scheme': protocol,
        ...attributes,
      });
      expect(span.attributes['http.response.status_code']).toBe(status);
      expect(span.attributes['error.type']).toBe(errorType);
      // Nothing says who the client is.
      expect(Object.keys(span.attributes).filter((key) => /^(?:client|network\.peer)/.test(key))).toEqual([]);
    },
  );

  test('a handler that throws leaves its error, clean, on the span', () => {
    const failed = receiver.spans().filter(({ events }) => events.length > 0);
    expect(
      failed.map(({ events }) => events.map(({ attributes }) => attributes['exception.message'])),
    ).toEqual([['no units for [REDACTED:email]']]);
  });

  test('listeners run in the span of their request', () => {
    const span = receiver.spans().find(({ attributes }) => attributes['url.path'] === '/listeners');
    expect(ended.stdout).toContain(`ids ${span?.spanId} true\n`);
  });

  test('each request is in the histogram of durations', () => {
    const points = receiver.metricPoints().filter(({ metric }) => metric === 'http.server.request.duration');
    const total = (chosen: readonly MetricPoint[]) => chosen.reduce((sum, { count = 0 }) => sum + count, 0);
    expect(total(points)).toBe(Object.keys(SERVED).length);
    const errors = points.filter(({ attributes }) => attributes['error.type'] !== undefined);
    expect(errors.map(({ attributes }) => attributes['error.type']).sort()).toEqual(['503', 'TypeError']);
    for (const { attributes } of points) expect(attributes['url.scheme']).toBe(protocol);
  });
});

/** Attributes and outcome of the client span in the span of this name. */
const CALLS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ok: {
    'http.response.status_code': 200,
    'user_agent.original': 'test/1',
    'network.peer.address': '127.0.0.1',
  },
  'by URL': { 'http.response.status_code': 200 },
  missing: { 'http.response.status_code': 404, 'error.type': '404' },
  broken: { 'http.response.status_code': 503, 'error.type': '503', 'http.request.method': 'POST' },
  cut: { 'error.type': 'ECONNRESET' },
  half: { 'http.response.status_code': 200, 'error.type': 'ECONNRESET' },
  refused: { 'error.type': 'ECONNREFUSED' },
  aborted: { 'error.type': 'ABORT_ERR' },
  'listed headers': { 'http.response.status_code': 200 },
  'unknown method': { 'http.request.method': '_OTHER', 'http.request.method_original': 'PROPFIND' },
  upgrade: { 'http.response.status_code': 101 },
  secure: { 'http.response.status_code': 200 },
};

describe('requested by node:http and node:https', () => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    ended = await runFixture('http-clients.mjs', { endpoint: receiver.url });
  }, 30_000);
  afterAll(() => receiver?.close());

  const callIn = (name: string): Span => {
    const spans = receiver.spans();
    const outer = spans.find((span) => span.name === name);
    const calls = spans.filter(({ parentSpanId }) => parentSpanId === outer?.spanId);
    expect(calls).toHaveLength(1);
    return calls[0] as Span;
  };

  test('it ends well, and nothing secret is in what was sent', () => {
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(receiver.raw()).not.toMatch(/hunter2/);
  });

  test.each(Object.entries(CALLS))('%s', (name, attributes) => {
    const span = callIn(name);
    expect(span).toMatchObject({
      kind: 'client',
      scope: 'binnacle/http',
      isError: 'error.type' in attributes,
    });
    expect(span.attributes).toMatchObject({ 'server.address': '127.0.0.1', ...attributes });
    expect(span.attributes['error.type']).toBe(attributes['error.type']);
    expect(span.attributes['url.full']).toMatch(
      new RegExp(
        `^${name === 'secure' ? 'https' : 'http'}://127\\.0\\.0\\.1:${span.attributes['server.port']}/`,
      ),
    );
  });

  test('the trace goes along, and listeners stay in the span around the request', () => {
    const { traceId, spanId } = callIn('missing');
    expect(ended.stdout).toContain(`traceparent 00-${traceId}-${spanId}-03\n`);
    expect(ended.stdout).not.toContain('listeners false');
  });

  test('each request is in the histogram of durations', () => {
    const points = receiver.metricPoints().filter(({ metric }) => metric === 'http.client.request.duration');
    expect(points.reduce((sum, { count = 0 }) => sum + count, 0)).toBe(Object.keys(CALLS).length);
  });
});
