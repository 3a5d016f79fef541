import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, startFixture } from './run-fixture.ts';

interface Case {
  readonly fixture: string;
  /** Where the program imports `binnacle/register` itself. */
  readonly nodeOptions?: readonly string[];
  /** Where routes are written as `/items/{id}`. */
  readonly hasBraces?: true;
  /** Where nobody takes what a promise of a handler rejects with. */
  readonly ignoresPromises?: true;
}

const PROGRAMS: readonly Case[] = [
  { fixture: 'express.mjs' },
  { fixture: 'express.cjs' },
  { fixture: 'express-first-import.mjs', nodeOptions: [] },
  { fixture: 'fastify.mjs' },
  { fixture: 'fastify.cjs' },
  { fixture: 'fastify-first-import.mjs', nodeOptions: [] },
  { fixture: 'koa.mjs' },
  { fixture: 'koa.cjs' },
  { fixture: 'koa-first-import.mjs', nodeOptions: [] },
  { fixture: 'hapi.mjs', hasBraces: true },
  { fixture: 'restify.cjs' },
  { fixture: 'router.cjs' },
  { fixture: 'nestjs-core.mjs' },
  { fixture: 'nestjs-core-first-import.mjs', nodeOptions: [] },
  { fixture: 'oldest-express.cjs', ignoresPromises: true },
  { fixture: 'oldest-fastify.cjs' },
  { fixture: 'oldest-koa.cjs' },
];

/** Each request is one server span, and nothing below it. */
type Request = readonly [path: string, status: number, route: string | undefined];
const ALL: readonly Request[] = [
  ['/items/7?email=jo@example.com&token=hunter2', 200, '/items/:id'],
  ['/users/jo%40example.com/orders', 200, '/users/:user/orders'],
  ['/fail', 500, '/fail'],
  ['/fail-later', 500, '/fail-later'],
  ['/nowhere', 404, undefined],
];

describe.each(PROGRAMS)('$fixture', ({ fixture, nodeOptions, hasBraces, ignoresPromises }) => {
  const REQUESTS = ALL.filter(([path]) => !(ignoresPromises && path === '/fail-later'));
  const failing = REQUESTS.flatMap(([path]) => (path.startsWith('/fail') ? path : []));
  const asWritten = (route: string | undefined): string | undefined =>
    hasBraces ? route?.replaceAll(/:(\w+)/g, '{$1}') : route;
  let receiver: OtlpReceiver;
  let ended: Ended;
  let statuses: number[];

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const program = startFixture(fixture, {
      endpoint: receiver.url,
      ...(nodeOptions && { nodeOptions }),
    });
    statuses = [];
    for (const [path] of REQUESTS) statuses.push((await program.request(path)).status);
    ended = await program.stop();
  }, 30_000);
  afterAll(() => receiver?.close());

  const spanOf = (status: number, route: string | undefined): Span => {
    const found = receiver
      .spans()
      .filter(
        ({ attributes }) =>
          attributes['http.route'] === asWritten(route) && attributes['http.response.status_code'] === status,
      );
    expect(found).toHaveLength(1);
    return found[0] as Span;
  };

  test('answers as without Binnacle, which says nothing, and ends by itself', () => {
    expect(statuses).toEqual(REQUESTS.map(([, status]) => status));
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  });

  test('is one server span for each request, and no span for middleware', () => {
    const spans = receiver.spans();
    expect(spans.map(({ kind }) => kind)).toEqual(REQUESTS.map(() => 'server'));
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(REQUESTS.length);
  });

  test.each(REQUESTS)('%s is named by its route', (_path, status, route) => {
    expect(spanOf(status, route)).toMatchObject({
      name: route ? `GET ${asWritten(route)}` : 'GET',
      parentSpanId: undefined,
      isError: status >= 500,
      resource: { 'service.name': 'fixture', 'telemetry.distro.name': 'binnacle' },
    });
  });

  test.each(failing)('the error of %s is one exception event, clean', (route) => {
    expect(spanOf(500, route).events).toEqual([
      {
        name: 'exception',
        attributes: expect.objectContaining({
          'exception.type': 'Error',
          'exception.message': 'cannot mail [REDACTED:email]',
        }),
      },
    ]);
  });

  test('the duration histogram has the same requests by route', () => {
    const counts = receiver
      .metricPoints()
      .filter(({ metric }) => metric === 'http.server.request.duration')
      .map(({ attributes, count }) => [
        attributes['http.response.status_code'],
        attributes['http.route'],
        count,
      ]);
    expect(counts.sort()).toEqual(REQUESTS.map(([, status, route]) => [status, asWritten(route), 1]).sort());
  });

  test('no address and no token is in the bytes that were sent', () => {
    expect(receiver.raw()).toContain('/items/7');
    expect(receiver.raw()).not.toMatch(/jo(?:@|%40|%2540)example|hunter2/);
  });
});
