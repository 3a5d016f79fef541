import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Span } from '../otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { startFixture } from '../run-fixture.ts';

/** What the frameworks' common test does not ask of all of them. */
const useRequests = (fixture: string, paths: readonly string[]) => {
  let receiver: OtlpReceiver;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const program = startFixture(fixture, { endpoint: receiver.url });
    for (const path of paths) await program.request(path);
    expect(await program.stop()).toMatchObject({ code: 0, messages: [] });
  }, 30_000);
  afterAll(() => receiver?.close());
  return (path: string): Span =>
    receiver.spans().find(({ attributes }) => attributes['url.path'] === path) as Span;
};

describe('Connect', () => {
  const spanOf = useRequests('connect.cjs', [
    '/items/7',
    '/users/orders',
    '/users/none',
    '/fail',
    '/fail-later',
    '/',
  ]);

  test.each([
    ['/items/7', '/items', 200],
    ['/users/orders', '/users/orders', 200],
    ['/users/none', undefined, 404],
    ['/fail', '/fail', 500],
    ['/fail-later', '/fail-later', 500],
    ['/', undefined, 404],
  ])('%s is at %s', (path, route, status) => {
    const { attributes } = spanOf(path);
    expect([attributes['http.route'], attributes['http.response.status_code']]).toEqual([route, status]);
  });

  test.each(['/fail', '/fail-later'])('the error of %s is recorded once', (path) => {
    expect(spanOf(path).events.map(({ name }) => name)).toEqual(['exception']);
  });
});

describe('Nest', () => {
  const spanOf = useRequests('nestjs-core.mjs', ['/items/7', '/missing']);

  test('says which method of which controller answered', () => {
    expect(spanOf('/items/7').attributes['code.function.name']).toBe('ItemsController.find');
  });

  test('does not take for an error of its own what is one of the client', () => {
    expect(spanOf('/missing')).toMatchObject({
      name: 'GET /missing',
      events: [],
      isError: false,
      attributes: { 'http.response.status_code': 404 },
    });
  });
});
