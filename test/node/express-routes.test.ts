import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, startFixture } from './run-fixture.ts';

/** By path: the route, the status, and the exceptions on the span. */
const CASES: readonly (readonly [
  path: string,
  route: string | undefined,
  status: number,
  errors: string[],
])[] = [
  ['/', '/', 200, []],
  ['/list', '/list,/of/paths', 200, []],
  ['/pattern/7', '/^\\/pattern\\/\\d+$/', 200, []],
  ['/guarded/7', '/guarded/:id', 200, []],
  ['/plain/and/more', '/plain', 200, []],
  ['/v1/tenants/a', '/v1/tenants/:tenant', 200, []],
  ['/v1/tenants/a/items/b', '/v1/tenants/:tenant/items/:item', 200, []],
  ['/v1/tenants/a/fail', '/v1/tenants/:tenant/fail', 500, ['told by next']],
  ['/v1/tenants/a/handled', '/v1/tenants/:tenant/handled', 500, ['told by next']],
  ['/sub/page', '/sub/page', 200, []],
  ['/sub/throws', '/sub/throws', 500, ['thrown']],
  // What answers these is no route, but the last that was tried is known.
  ['/passes/7', '/{*path}', 404, []],
  ['/v1/nowhere', '/{*path}', 404, []],
];

let receiver: OtlpReceiver;
let ended: Ended;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const program = startFixture('express-routes.cjs', { endpoint: receiver.url });
  for (const [path] of CASES) await program.request(path);
  ended = await program.stop();
}, 30_000);
afterAll(() => receiver?.close());

test('it ends well, with one span for each request', () => {
  expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(receiver.spans()).toHaveLength(CASES.length);
});

test.each(CASES)('%s', (path, route, status, errors) => {
  const span = receiver.spans().find(({ attributes }) => attributes['url.path'] === path) as Span;
  expect(span.name).toBe(route ? `GET ${route}` : 'GET');
  expect([span.attributes['http.route'], span.attributes['http.response.status_code']]).toEqual([
    route,
    status,
  ]);
  expect(span.events.map(({ attributes }) => attributes['exception.message'])).toEqual(errors);
});
