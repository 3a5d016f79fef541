import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { waitFor } from '../integration/wait-for.ts';
import { type Fixture, startFixture } from './run-fixture.ts';

const binary = await requireServer('prometheus');
const withPrometheus = binary ? describe : describe.skip;

/** What Prometheus says about each scrape. */
const OF_SCRAPES = /^(?:up|scrape_.*)$/;

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

withPrometheus('a service that the real Prometheus both reads and is sent metrics by', () => {
  let folder: string;
  let server: RunningServer;
  let program: Fixture;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-page-'));
    const [port = 0, page = 0] = await freePorts(2);
    const config = join(folder, 'prometheus.yml');
    await writeFile(
      config,
      `global: { scrape_interval: 200ms, scrape_timeout: 200ms }
scrape_configs: [{ job_name: page, static_configs: [{ targets: ['127.0.0.1:${page}'] }] }]`,
    );
    server = await startPrometheus({
      binary: binary ?? '',
      config,
      dataDir: folder,
      port,
      args: ['--web.enable-otlp-receiver'],
    });
    program = startFixture('odd-metrics.cjs', {
      endpoint: `${server.url}/api/v1/otlp`,
      env: {
        OTEL_SERVICE_NAME: 'pushed',
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        OTEL_METRICS_EXPORTER: 'otlp,prometheus',
        OTEL_METRIC_EXPORT_INTERVAL: '200',
        OTEL_EXPORTER_PROMETHEUS_PORT: String(page),
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
      },
    });
    await program.line('ready');
  }, 60_000);
  afterAll(async () => {
    await program?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (promql: string): Promise<readonly Series[]> => {
    const response = await fetch(`${server.url}/api/v1/query?query=${encodeURIComponent(promql)}`);
    return ((await response.json()) as { data: { result: Series[] } }).data.result;
  };
  const namesOf = async (job: string): Promise<string[]> => {
    const names = (await ask(`count by (__name__) ({job="${job}"})`)).map(
      ({ metric }) => metric.__name__ ?? '',
    );
    return names.filter((name) => !OF_SCRAPES.test(name)).sort();
  };

  test('has the same names either way', async () => {
    const [read, sent] = await waitFor(
      'metrics by both ways, the same',
      async () => [await namesOf('page'), await namesOf('pushed')] as const,
      ([page, pushed]) => page.length > 40 && JSON.stringify(page) === JSON.stringify(pushed),
      20_000,
    ).catch(async () => [await namesOf('page'), await namesOf('pushed')] as const);
    expect(read).toEqual(sent);
    expect(read).toEqual(
      expect.arrayContaining([
        'shop_orders_total',
        'shop_money_EUR_total',
        'shop_load_ratio',
        'shop_speed_km_per_hour',
        'shop_duration_milliseconds_bucket',
        'nodejs_eventloop_utilization_ratio',
        'nodejs_eventloop_delay_p99_seconds',
        'target_info',
      ]),
    );
  }, 60_000);

  test.each([
    'shop_orders_total',
    'shop_open',
    'shop_temperature_celsius',
    'shop_duration_milliseconds_bucket',
    'shop_duration_milliseconds_sum',
    'shop_duration_milliseconds_count',
  ])('has the same labels and values of %s', async (name) => {
    const seriesOf = async (job: string) =>
      (await ask(`${name}{job="${job}"}`)).map(({ metric, value }) => {
        // Who it is comes from the scrape in one case and from the resource in the other.
        const { job: _job, instance: _instance, ...labels } = metric;
        // Prometheus writes the bounds of what it reads with a fraction, and of what it is sent without.
        const own = Object.entries(labels)
          .filter(([key]) => !key.startsWith('otel_scope_'))
          .map(([key, text]) => [key, key === 'le' ? Number(text.replace('+Inf', 'Infinity')) : text]);
        return JSON.stringify([own.sort(), value[1]]);
      });
    const pushed = await seriesOf('pushed');
    expect(pushed).not.toEqual([]);
    expect((await seriesOf('page')).sort()).toEqual(pushed.sort());
  });

  test('tells who it is', async () => {
    const [info] = await ask('target_info{job="page"}');
    expect(info?.metric).toMatchObject({ service_name: 'pushed', telemetry_sdk_language: 'nodejs' });
    const [orders] = await ask('shop_orders_total{job="page"}');
    expect(orders?.metric).toMatchObject({ otel_scope_name: 'odd/metrics', otel_scope_version: '1.2.3' });
  });
});
