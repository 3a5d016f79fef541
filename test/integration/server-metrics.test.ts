import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { freePorts } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAlertmanager } from '../backends/start-alertmanager.ts';
import { startJaeger } from '../backends/start-jaeger.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { composeFlags } from '../monitoring/compose-flags.ts';
import { durations } from '../monitoring/otlp-metrics.ts';
import { metricsOf, missingFrom, OF_THE_STORE, readExposition } from './exposition.ts';
import { shipped, writePrometheusConfig } from './stack-files.ts';
import { waitFor } from './wait-for.ts';

const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const jaeger = await requireServer('jaeger');
const withPrometheus = prometheus && alertmanager ? describe : describe.skip;
const withJaeger = jaeger ? describe : describe.skip;

const page = async (url: string) => readExposition(await (await fetch(url)).text());
const nothing = (missing: readonly string[]): boolean => missing.length === 0;

describe('a page of metrics', () => {
  const text = [
    '# TYPE a_total counter',
    'a_total{x="1",y="a \\"b\\", z=\\"c"} 2',
    '# TYPE b_seconds histogram',
    'b_seconds_bucket{le="1"} 1',
    'b_seconds_sum 1',
    'b_seconds_count 1',
  ].join('\n');
  const [counter] = metricsOf('Alertmanager').filter(({ type }) => type === 'counter');
  const metric = {
    name: 'a',
    unit: '1',
    type: 'counter',
    prometheusName: 'a_total',
    labels: ['job', 'x'],
  } as const;

  test.each([
    ['as it is', {}, []],
    ['another name', { prometheusName: 'c_total' }, ['c_total is not there']],
    ['another type', { type: 'gauge' }, ['a_total is a counter and no gauge']],
    ['another label', { labels: ['z'] }, ['a_total has no label z']],
    ['a histogram', { type: 'histogram', prometheusName: 'b_seconds', labels: [] }, []],
  ] as const)('%s', (_, change, missing) => {
    if (!counter) throw new Error('there is no counter');
    expect(missingFrom(readExposition(text), [{ ...counter, ...metric, ...change }])).toEqual(missing);
  });
});

withPrometheus('what the catalogue says of Prometheus and Alertmanager, the real ones have', () => {
  let directory: string;
  const servers: RunningServer[] = [];
  let urls: { prometheus: string; alertmanager: string };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-server-metrics-'));
    const [short = 0, long = 0, alerts = 0] = await freePorts(3);
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    const ofTier = async (name: string, config: string, port: number, flags: readonly string[]) => {
      const dataDir = join(directory, name);
      await mkdir(dataDir);
      servers.push(await startPrometheus({ binary: prometheus ?? '', config, dataDir, port, args: flags }));
    };
    await ofTier('long', shipped('prometheus/prometheus-long.yml'), long, [
      ...(await composeFlags('prometheus-long', ['--web.enable-remote-write-receiver'])),
    ]);
    servers.push(
      await startAlertmanager({
        binary: alertmanager ?? '',
        config: shipped('prometheus/alertmanager.yml'),
        dataDir: join(directory, 'alertmanager'),
        port: alerts,
      }),
    );
    const config = join(directory, 'prometheus.yml');
    await writePrometheusConfig(
      config,
      {
        prometheus: `127.0.0.1:${short}`,
        alertmanager: `127.0.0.1:${alerts}`,
        'prometheus-long': `127.0.0.1:${long}`,
      },
      { evaluationInterval: '1s', scrapeInterval: '1s' },
    );
    await ofTier('short', config, short, args);
    urls = { prometheus: `http://127.0.0.1:${short}`, alertmanager: `http://127.0.0.1:${alerts}` };
  }, 90_000);

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  });

  test('Alertmanager', async () => {
    const metrics = metricsOf('Alertmanager');
    expect(metrics.length).toBeGreaterThan(3);
    await waitFor(
      'nothing is missing',
      async () => missingFrom(await page(`${urls.alertmanager}/metrics`), metrics),
      nothing,
    );
  }, 40_000);

  test('Prometheus, which writes to another', async () => {
    const metrics = metricsOf('Prometheus').filter(
      ({ prometheusName }) => !OF_THE_STORE.test(prometheusName),
    );
    expect(metrics.length).toBeGreaterThan(15);
    await waitFor(
      'nothing is missing',
      async () => missingFrom(await page(`${urls.prometheus}/metrics`), metrics),
      nothing,
    );
  }, 40_000);

  test('what Prometheus adds to its store', async () => {
    // Of which half fail: an alert that has the environment.
    const response = await fetch(`${urls.prometheus}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(durations({ instance: 'a', startedSecondsAgo: 120, ok: 100, failed: 100 })),
    });
    expect(response.status).toBe(200);
    const metrics = metricsOf('Prometheus').filter(({ prometheusName }) => OF_THE_STORE.test(prometheusName));
    expect(metrics.length).toBeGreaterThan(4);
    await waitFor(
      'nothing is missing',
      async () => {
        const match = new URLSearchParams({ 'match[]': '{__name__=~"up|scrape_.*|ALERTS.*"}' });
        const answer = await fetch(`${urls.prometheus}/api/v1/series?${match}`);
        const { data } = (await answer.json()) as { data: Record<string, string>[] };
        const labels = Object.groupBy(data, ({ __name__ = '' }) => __name__);
        const exposed = Object.entries(labels).map(
          ([name, of = []]) =>
            // Without a page there is no type; what each of these is, the documentation says.
            [name, { type: 'gauge', labels: new Set(of.flatMap((one) => Object.keys(one))) }] as const,
        );
        return missingFrom(new Map(exposed), metrics);
      },
      nothing,
    );
  }, 40_000);
});

withJaeger('what the catalogue says of Jaeger, the real one has', () => {
  let directory: string;
  let server: RunningServer;
  let metricsUrl: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-jaeger-metrics-'));
    const [query = 0, grpc = 0, otlp = 0, health = 0, own = 0] = await freePorts(5);
    const local = (port: number): string => `127.0.0.1:${port}`;
    server = await startJaeger({
      binary: jaeger ?? '',
      config: shipped('jaeger/jaeger.yaml'),
      port: query,
      env: {
        BINNACLE_JAEGER_DIRECTORY: join(directory, 'jaeger'),
        BINNACLE_JAEGER_HEALTH_ENDPOINT: local(health),
        BINNACLE_JAEGER_METRICS_PORT: String(own),
        BINNACLE_JAEGER_OTLP_GRPC_ENDPOINT: local(otlp),
        BINNACLE_JAEGER_QUERY_GRPC_ENDPOINT: local(grpc),
        BINNACLE_JAEGER_QUERY_HTTP_ENDPOINT: local(query),
      },
    });
    metricsUrl = `http://${local(own)}/metrics`;
  }, 90_000);

  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('after a search for traces', async () => {
    await (await fetch(`${server.url}/api/traces?service=shop&lookback=1h`)).arrayBuffer();
    const metrics = metricsOf('Jaeger');
    expect(metrics.length).toBeGreaterThan(1);
    await waitFor('nothing is missing', async () => missingFrom(await page(metricsUrl), metrics), nothing);
  }, 40_000);
});
