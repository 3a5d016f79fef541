import { expect, test } from '@jest/globals';
import { startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

/**
 * What a server without a framework is asked for, and what it then counts.
 *
 * @param wanted a metric to wait for before the program ends
 */
const run = async (paths: readonly string[], env: Readonly<Record<string, string>> = {}, wanted?: string) => {
  const receiver = await startOtlpReceiver();
  try {
    const program = startFixture('plain-http.mjs', { endpoint: receiver.url, env });
    for (const path of paths) await program.request(path);
    for (let tries = 0; wanted && tries < 50; tries++) {
      if (receiver.metricPoints().some(({ metric }) => metric === wanted)) break;
      await receiver.next();
    }
    const { messages } = await program.stop();
    const counts = receiver
      .metricPoints()
      .filter(({ metric }) => metric === 'http.server.request.duration')
      .map(({ attributes, count }) => [
        attributes['http.route'] ?? (attributes['otel.metric.overflow'] ? 'overflow' : 'none'),
        count,
      ]);
    const overflows = receiver
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.metric.overflows')
      .map(({ attributes, value }) => [attributes['binnacle.metric.name'], value]);
    return { names: receiver.spans().map(({ name }) => name), counts: counts.sort(), overflows, messages };
  } finally {
    await receiver.close();
  }
};

test('are made of paths in low variety, and none where nothing was found', async () => {
  const { names, counts } = await run([
    '/',
    '/users/1',
    '/users/2?a=b',
    '/users/jo%40example.com',
    '/missing',
  ]);
  expect(names).toEqual(['GET /', 'GET /users/{id}', 'GET /users/{id}', 'GET /users/{id}', 'GET']);
  expect(counts).toEqual([
    ['/', 1],
    ['/users/{id}', 3],
    ['none', 1],
  ]);
}, 30_000);

test('are limited in number', async () => {
  const { names } = await run(['/a', '/b', '/c', '/a'], { BINNACLE_MAX_ROUTES: '2' });
  expect(names).toEqual(['GET /a', 'GET /b', 'GET {other}', 'GET /a']);
}, 30_000);

test('that are too many for a metric are counted together, and that is said and counted', async () => {
  const { counts, overflows, messages } = await run(
    ['/a', '/b', '/c', '/d'],
    {
      BINNACLE_MAX_METRIC_SERIES: '2',
      OTEL_METRIC_EXPORT_INTERVAL: '200',
      OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'http',
    },
    'binnacle.metric.overflows',
  );
  const sums = new Map<unknown, unknown>(counts.map(([route, count]) => [route, count]));
  // The first path has a series of its own; the limit counts that of the overflow.
  expect(sums.get('overflow')).toBe(3);
  expect(overflows).toContainEqual(['http.server.request.duration', 3]);
  expect(messages).toEqual([
    'binnacle: http.server.request.duration has more series than it may have; the rest is counted together, with otel.metric.overflow. BINNACLE_MAX_METRIC_SERIES allows more',
  ]);
}, 30_000);
