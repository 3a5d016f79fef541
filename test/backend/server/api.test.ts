import { mkdtemp, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Backend } from '../../../src/backend/index.ts';
import type { LogRecord } from '../../../src/backend/model.ts';
import type { TraceDetail } from '../../../src/backend/store/store.ts';
import type { TraceSummary } from '../../../src/backend/store/trace-query.ts';
import { log, logsOf, sendJson, span, tracesOf } from '../payloads.ts';
import { getJson, start } from '../start.ts';

const id = (n: number): string => String(n).padStart(32, '0');
const START = 1_700_000_000_000;

const serverSpan = (n: number, extra: { route?: string; durationMillis?: number; error?: string } = {}) =>
  span({
    traceId: id(n),
    spanId: String(n).padStart(16, '0'),
    name: `GET ${extra.route ?? '/'}`,
    kind: 2,
    startMillis: START + n,
    durationMillis: extra.durationMillis ?? 10,
    attributes: { 'http.request.method': 'GET', 'http.route': extra.route ?? '/', customer: `Customer-${n}` },
    ...(extra.error !== undefined && { error: extra.error }),
  });

const filled = async (): Promise<Backend> => {
  const backend = await start();
  await sendJson(
    backend.otlpHttpUrl,
    tracesOf('shop', [
      serverSpan(1),
      serverSpan(2, { route: '/slow', durationMillis: 900 }),
      serverSpan(3, { error: 'broken' }),
      span({
        traceId: id(3),
        spanId: 'c'.repeat(16),
        parentSpanId: '3'.padStart(16, '0'),
        name: 'child',
        startMillis: START + 1,
        durationMillis: 1,
      }),
    ]),
  );
  await sendJson(backend.otlpHttpUrl, tracesOf('stock', [serverSpan(4)]));
  await sendJson(
    backend.otlpHttpUrl,
    logsOf('shop', [
      log({ timeMillis: START + 5, severityNumber: 9, body: 'second', traceId: id(3) }),
      log({ timeMillis: START + 4, severityNumber: 17, body: 'First', traceId: id(3) }),
      log({ timeMillis: START + 3, severityNumber: 5, body: 'elsewhere', attributes: { user: 'Ada' } }),
    ]),
  );
  return backend;
};

const traceCases: [query: string, expected: number[]][] = [
  ['', [4, 3, 2, 1]],
  ['service=shop', [3, 2, 1]],
  ['service=nobody', []],
  ['endpoint=GET%20/slow', [2]],
  ['service=stock&endpoint=GET%20/slow', []],
  ['minDurationMillis=100.5', [2]],
  ['status=error', [3]],
  ['status=ok', [4, 2, 1]],
  ['text=customer-2', [2]],
  ['text=BROKEN', [3]],
  [`text=${id(4)}`, [4]],
  ['limit=2', [4, 3]],
  ['service=&status=', [4, 3, 2, 1]],
];
describe('/api/traces', () => {
  test.each(traceCases)('?%s', async (query, expected) => {
    const { pageUrl } = await filled();
    const { traces } = await getJson<{ traces: TraceSummary[] }>(`${pageUrl}/api/traces?${query}`);
    expect(traces.map(({ traceId }) => Number(traceId))).toEqual(expected);
  });

  test('one trace, with its spans by start and its logs by time', async () => {
    const { pageUrl } = await filled();
    const trace = await getJson<TraceDetail>(`${pageUrl}/api/traces/${id(3)}`);
    expect(trace).toMatchObject({ service: 'shop', endpoint: 'GET /', errorCount: 1, spanCount: 2 });
    expect(trace.spans.map(({ name }) => name)).toEqual(['child', 'GET /']);
    expect(trace.logs.map(({ body }) => body)).toEqual(['First', 'second']);
  });
});

const logCases: [query: string, expected: string[]][] = [
  ['', ['second', 'First', 'elsewhere']],
  ['severity=info', ['second', 'First']],
  ['severity=error', ['First']],
  [`traceId=${id(3)}`, ['second', 'First']],
  ['text=first', ['First']],
  ['text=ada', ['elsewhere']],
  ['service=stock', []],
];
test.each(logCases)('/api/logs?%s', async (query, expected) => {
  const { pageUrl } = await filled();
  const { logs } = await getJson<{ logs: LogRecord[] }>(`${pageUrl}/api/logs?${query}`);
  expect(logs.map(({ body }) => body)).toEqual(expected);
});

const badCases: [path: string, status: number, error: RegExp][] = [
  ['/api/traces?limit=0', 400, /^limit: "0".*1 to 1000/],
  ['/api/traces?limit=1.5', 400, /^limit: "1.5"/],
  ['/api/traces?minDurationMillis=fast', 400, /^minDurationMillis: "fast".*milliseconds/],
  ['/api/traces?minDurationMillis=-1', 400, /^minDurationMillis/],
  ['/api/traces?status=bad', 400, /^status: "bad".*error, ok/],
  ['/api/traces?statsu=ok', 400, /^statsu: no such parameter; accepted: service, endpoint/],
  ['/api/traces?status=ok&status=error', 400, /^status: given twice/],
  [`/api/traces?text=${'x'.repeat(501)}`, 400, /^text: .*500 characters/],
  ['/api/traces?__proto__=1', 400, /^__proto__: no such parameter/],
  ['/api/traces/xyz', 400, /^the trace id: "xyz".*32 hexadecimal digits/],
  [`/api/traces/${'a'.repeat(32)}`, 404, /^nothing at/],
  ['/api/logs?severity=loud', 400, /^severity: "loud".*trace, debug, info, warn, error, fatal/],
  ['/api/logs?traceId=1', 400, /^traceId: "1"/],
  ['/api/summary?a=b', 400, /^a: no such parameter; accepted: none/],
  ['/api/nothing', 404, /^nothing at/],
  ['/../../package.json', 404, /^nothing at/],
  ['/app.js', 404, /^the page is not built/],
];
test.each(badCases)('%s: %d', async (path, status, error) => {
  const { pageUrl } = await start();
  const response = await fetch(`${pageUrl}${path}`);
  const body = await response.json();
  expect({ status: response.status, body }).toEqual({
    status,
    body: { error: expect.stringMatching(error) },
  });
});

describe('the server', () => {
  test('sends its security headers with everything', async () => {
    const { pageUrl } = await start();
    for (const path of ['/', '/api/summary', '/nothing', '/healthz']) {
      const { headers } = await fetch(`${pageUrl}${path}`);
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('takes only GET and HEAD', async () => {
    const { pageUrl } = await start();
    const response = await fetch(`${pageUrl}/api/summary`, { method: 'POST', body: '{}' });
    expect({ status: response.status, allow: response.headers.get('allow') }).toEqual({
      status: 405,
      allow: 'GET, HEAD',
    });
    for (const path of ['/api/summary', '/api/stream', '/healthz'])
      expect((await fetch(`${pageUrl}${path}`, { method: 'HEAD' })).status).toBe(200);
  });

  test('serves the files of the page and nothing else of the folder', async () => {
    const pageDirectory = await mkdtemp(join(tmpdir(), 'page-'));
    for (const name of ['index.html', 'app.js', 'app.css', 'secret.txt'])
      await writeFile(join(pageDirectory, name), name);
    const { pageUrl } = await start({ pageDirectory });
    for (const [path, type] of [
      ['/', 'text/html'],
      ['/app.js', 'text/javascript'],
      ['/app.css', 'text/css'],
    ] as const) {
      const response = await fetch(`${pageUrl}${path}`);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        `${type}; charset=utf-8`,
      ]);
    }
    for (const path of ['/secret.txt', '/index.html', '/..%2fsecret.txt'])
      expect((await fetch(`${pageUrl}${path}`)).status).toBe(404);
  });
});

const hostCases: [host: string, status: number][] = [
  ['localhost', 200],
  ['LOCALHOST:3300', 200],
  ['127.0.0.1:1', 200],
  ['[::1]:3300', 200],
  ['evil.example', 403],
  ['evil.example:3300', 403],
  ['localhost.evil.example', 403],
  ['192.168.1.7', 403],
  ['127.0.0.1@evil.example', 403],
];
test.each(hostCases)('Host: %s: %d', async (host, status) => {
  const { pageUrl } = await start();
  const { hostname, port } = new URL(pageUrl);
  const answered = await new Promise<number | undefined>((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, path: '/api/summary', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
  expect(answered).toBe(status);
});
