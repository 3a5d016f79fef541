import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCounter, createGauge, createHistogram } from '../../../src/node/business/create-kpi.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePort } from '../../backends/ports.ts';
import { run } from '../../backends/run.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Fixture, runFixture, startFixture } from '../run-fixture.ts';

const [binary, promtool] = await Promise.all([requireServer('prometheus'), requireServer('promtool')]);

describe('figures of the business', () => {
  let receiver: OtlpReceiver;
  let fixture: Fixture;
  let port: string;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-kpis-'));
    receiver = await startOtlpReceiver();
    fixture = startFixture('kpis.mjs', {
      endpoint: receiver.url,
      env: {
        OTEL_METRIC_EXPORT_INTERVAL: '60000',
        OTEL_LOG_LEVEL: 'error',
      },
    });
    port = await fixture.line('ready');
  }, 30_000);
  afterAll(async () => {
    await fixture?.stop();
    await receiver?.close();
    await rm(folder, { recursive: true, force: true });
  });
  const page = async (accept = 'text/plain') => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, {
      headers: { accept, connection: 'close' },
    });
    return { type: response.headers.get('content-type'), text: await response.text() };
  };

  test('are a page for Prometheus, redacted', async () => {
    const { type, text } = await page();
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain(
      '# HELP shop_orders_total Orders that were placed\n# TYPE shop_orders_total counter\n',
    );
    expect(text).toContain('shop_orders_total{country="de",payment="card"} 11\n');
    expect(text).toContain('shop_orders_total{country="a\\"b\\\\c\\nd",payment="{other}"} 2\n');
    expect(text).toContain('shop_orders_total{country="[REDACTED:email]",payment="cash"} 3\n');
    expect(text).toContain('shop_basket_worth_bucket{country="de",le="50"} 1\n');
    expect(text).toContain('shop_basket_worth_sum{country="de"} 462\n');
    expect(text).toContain('shop_open_orders 4\n');
    expect(text).toContain('shop_packing_duration_seconds_count 1\n');
    expect(text).toContain('business_transaction_outcome="completed"} 1\n');
    expect(text).not.toMatch(/trace_id|jo@example/);
  });

  (promtool ? test : test.skip)('which promtool has nothing against', async () => {
    const { text } = await page();
    const file = join(folder, 'page.txt');
    await writeFile(file, text);
    const said = await run('sh', ['-c', '"$0" check metrics < "$1" 2>&1', promtool ?? '', file]);
    expect(said).toBe('');
  });

  (binary ? test : test.skip)(
    'and a page of OpenMetrics, whose exemplars the real Prometheus has',
    async () => {
      const { type, text } = await page('application/openmetrics-text;version=1.0.0,text/plain;q=0.5');
      expect(type).toContain('application/openmetrics-text');
      expect(text.endsWith('# EOF\n')).toBe(true);
      const config = join(folder, 'prometheus.yml');
      await writeFile(
        config,
        `global: { scrape_interval: 100ms, scrape_timeout: 100ms }
scrape_configs: [{ job_name: shop, static_configs: [{ targets: ["127.0.0.1:${port}"] }] }]`,
      );
      const prometheusPort = await freePort();
      let server: RunningServer | undefined;
      try {
        server = await startPrometheus({
          binary: binary ?? '',
          config,
          dataDir: join(folder, 'data'),
          port: prometheusPort,
          args: ['--enable-feature=exemplar-storage'],
        });
        const ask = async (path: string) => {
          const response = await fetch(`http://127.0.0.1:${prometheusPort}/api/v1/${path}`);
          return ((await response.json()) as { data: never }).data;
        };
        const orders = await waitFor(
          'orders',
          async () =>
            (await ask('query?query=shop_orders_total')) as {
              result: { metric: object; value: [number, string] }[];
            },
          ({ result }) => result.length === 5,
        );
        expect(
          orders.result.find(({ metric }) => (metric as { country?: string }).country === 'de')?.value[1],
        ).toBe('11');
        const now = Date.now() / 1_000;
        const found = await waitFor(
          'exemplars',
          async () =>
            (await ask(
              `query_exemplars?query=${encodeURIComponent('{__name__=~"shop_.+"}')}&start=${now - 3_600}&end=${now + 60}`,
            )) as { seriesLabels: { __name__: string }; exemplars: { labels: { trace_id: string } }[] }[],
          (all) => all.length >= 3,
        );
        expect(new Set(found.map(({ seriesLabels }) => seriesLabels.__name__))).toEqual(
          new Set(['shop_orders_total', 'shop_basket_worth_bucket']),
        );
        expect(found[0]?.exemplars[0]?.labels.trace_id).toMatch(/^[\da-f]{32}$/);
      } finally {
        await server?.stop();
      }
    },
    60_000,
  );

  test('go out by OTLP too, with the same numbers', async () => {
    expect(await fixture.stop()).toMatchObject({ code: 0, messages: [] });
    const points = receiver.metricPoints().filter(({ metric }) => metric.startsWith('shop.'));
    const shown = points.map(({ metric, attributes, value, count }) =>
      [metric, attributes.country, attributes.payment, value ?? count]
        .filter((part) => part !== undefined)
        .join(' '),
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        'shop.orders de card 11',
        'shop.orders [REDACTED:email] cash 3',
        'shop.basket.worth de 2',
        'shop.open_orders 4',
        'shop.packing.duration 1',
      ]),
    );
    expect(receiver.raw()).not.toContain('jo@example.com');
  });
});

test('what nobody should do is bounded, said once, and breaks nothing', async () => {
  const receiver = await startOtlpReceiver();
  const ended = await runFixture('kpis-hostile.mjs', {
    endpoint: receiver.url,
    env: {
      OTEL_METRIC_EXPORT_INTERVAL: '60000',
      OTEL_TRACES_SAMPLER: 'always_off',
    },
  });
  await receiver.close();
  expect(ended).toMatchObject({ code: 0 });
  const [, lines = '0', isWhole] = /^lines (\d+) (\w+)$/m.exec(ended.stdout) ?? [];
  expect(isWhole).toBe('true');
  // 2,000 series of visits, 1,000 metrics of three lines, 200 transactions with their buckets.
  expect(Number(lines)).toBeLessThan(10_000);
  expect(Number(/^heap (\d+)$/m.exec(ended.stdout)?.[1])).toBeLessThan(250);
  expect(ended.messages.filter((line) => line.includes('shop.visits'))).toHaveLength(1);
  expect(ended.messages.filter((line) => line.includes('is one more than 1000'))).toHaveLength(1);
  const visits = receiver.metricPoints().filter(({ metric }) => metric === 'shop.visits');
  expect(visits.length).toBeLessThanOrEqual(2_000);
  expect(visits.reduce((total, { value = 0 }) => total + value, 0)).toBe(1_000_000);
}, 60_000);

test('definitions are checked by the compiler', () => {
  const orders = createCounter({ name: 'a', help: 'A', labels: ['country', 'payment'] });
  const open = createGauge({ name: 'b', help: 'B' });
  const worth = createHistogram({
    name: 'c',
    help: 'C',
    labels: { payment: ['card', 'cash'], country: 'any' },
  });
  const calls = () => {
    orders.add(1, { country: 'de', payment: 'card' });
    orders.with({ country: 'de', payment: 1 }).add();
    open.set(1);
    worth.record(1, { payment: 'card', country: 'de' });
    // @ts-expect-error a label is missing
    orders.add(1, { country: 'de' });
    // @ts-expect-error there are no such labels
    orders.add(1, { country: 'de', payment: 'card', user: 'jo' });
    // @ts-expect-error labels are missing
    orders.add(1);
    // @ts-expect-error there are no labels
    open.set(1, { country: 'de' });
    // @ts-expect-error a value that the definition does not have
    worth.record(1, { payment: 'cheque', country: 'de' });
    // @ts-expect-error a counter is not set
    orders.set(1);
    // @ts-expect-error a help is missing
    createCounter({ name: 'd' });
  };
  // Where Binnacle does not run, nothing is measured and nothing fails.
  expect(calls).not.toThrow();
});
