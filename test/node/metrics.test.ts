import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { presets } from '../../src/core/sampling/presets.generated.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

const REQUESTS = 40;

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

interface Case {
  readonly env: Readonly<Record<string, string>>;
  /** Most and least spans of the requests. */
  readonly spans: readonly [number, number];
}

/** Far more likely than one in a million to hold: the binomial distribution of 40 requests. */
const SPANS_AT: Readonly<Record<string, readonly [number, number]>> = {
  staging: [4, 36],
  'high-volume': [0, 16],
};

const CASES: readonly Case[] = [
  { env: { OTEL_TRACES_SAMPLER: 'always_off' }, spans: [0, 0] },
  { env: { OTEL_TRACES_EXPORTER: 'none' }, spans: [0, 0] },
  { env: { APM_SAMPLE_RATE: '0' }, spans: [0, 0] },
  ...presets.map(({ id }) => ({
    env: { BINNACLE_SAMPLING: id },
    spans: SPANS_AT[id] ?? ([REQUESTS, REQUESTS] as const),
  })),
];

describe('requests are counted before anything is sampled', () => {
  test.each(CASES)(
    '$env',
    async ({ env, spans: [least, most] }) => {
      const program = startFixture('express.mjs', { endpoint: receiver.url, env });
      const paths = Array.from({ length: REQUESTS }, (_, i) => (i % 4 === 0 ? '/fail' : `/items/${i}`));
      await Promise.all(paths.map((path) => program.request(path)));
      expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });

      const points = receiver
        .metricPoints()
        .filter(({ metric }) => metric === 'http.server.request.duration')
        .map(({ attributes, count }) => ({
          route: attributes['http.route'],
          status: attributes['http.response.status_code'],
          method: attributes['http.request.method'],
          count,
        }));
      expect(points).toHaveLength(2);
      expect(points).toContainEqual({ route: '/items/:id', status: 200, method: 'GET', count: 30 });
      expect(points).toContainEqual({ route: '/fail', status: 500, method: 'GET', count: 10 });
      const spans = receiver.spans().length;
      expect(spans).toBeGreaterThanOrEqual(least);
      expect(spans).toBeLessThanOrEqual(most);
    },
    30_000,
  );
});

test('spans that were sampled say at which threshold', async () => {
  const program = startFixture('express.mjs', { endpoint: receiver.url, env: { APM_SAMPLE_RATE: '0.9' } });
  await Promise.all(Array.from({ length: REQUESTS }, () => program.request('/items/1')));
  await program.stop();
  expect(new Set(receiver.spans().map(({ traceState }) => traceState))).toEqual(new Set(['ot=th:199a']));
}, 30_000);

test.each([
  ['explicit_bucket_histogram', false],
  ['base2_exponential_bucket_histogram', true],
])(
  'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=%s',
  async (aggregation, isExponential) => {
    const program = startFixture('express.mjs', {
      endpoint: receiver.url,
      env: { OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: aggregation },
    });
    await program.request('/items/1');
    await program.stop();
    const points = receiver.metricPoints().filter(({ metric }) => metric === 'http.server.request.duration');
    expect(points).toMatchObject([{ isExponential, count: 1 }]);
  },
  30_000,
);

test('the runtime is measured: event loop, garbage collection, heap', async () => {
  const program = startFixture('express.mjs', { endpoint: receiver.url });
  await program.request('/items/1');
  await program.stop();
  const names = new Set(receiver.metricPoints().map(({ metric }) => metric));
  for (const name of ['nodejs.eventloop.utilization', 'v8js.memory.heap.used', 'v8js.memory.heap.space.size'])
    expect([...names]).toContain(name);
}, 30_000);

test("what Binnacle sends is not measured as the application's", async () => {
  const program = startFixture('express.mjs', { endpoint: receiver.url, env: { BINNACLE_LIVE: 'true' } });
  await program.request('/items/1');
  while (receiver.metricPoints().length < 3 * 20) await receiver.next();
  expect((await program.stop()).code).toBe(0);
  const names = new Set(receiver.metricPoints().map(({ metric }) => metric));
  expect(names).toContain('http.server.request.duration');
  expect(names).not.toContain('http.client.request.duration');
}, 30_000);

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

describe('OTEL_METRICS_EXPORTER=prometheus', () => {
  const envFor = (port: number) => ({
    OTEL_METRICS_EXPORTER: 'prometheus',
    OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
    OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  });

  test('serves a page with the same counts, does not count what reads it, and does not keep the program', async () => {
    const port = await freePort();
    const program = startFixture('express.mjs', { env: envFor(port) });
    for (let i = 0; i < 3; i++) await program.request(`/items/${i}`);
    const scrape = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await scrape();
    const page = await scrape();
    const counts = page
      .split('\n')
      .filter((line) => line.startsWith('http_server_request_duration_seconds_count'));
    expect(counts).toEqual([expect.stringMatching(/http_route="\/items\/:id".* 3$/)]);
    expect(page).toContain('service_name="fixture"');
    const ended = await program.stop();
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(ended.endedAfterMillis).toBeLessThan(1_500);
  }, 30_000);

  test('a port in use is one message, and the service answers as before', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    other.unref();
    const program = startFixture('express.mjs', { env: envFor(port) });
    expect((await program.request('/items/1')).status).toBe(200);
    const ended = await program.stop();
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stderr).toBe(
      `binnacle: no Prometheus page: listen EADDRINUSE: address already in use 127.0.0.1:${port}; OTEL_EXPORTER_PROMETHEUS_PORT names another port\n`,
    );
    other.close();
  }, 30_000);
});
