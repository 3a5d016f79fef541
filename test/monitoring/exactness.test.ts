import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dashboards } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { composeFlags } from './compose-flags.ts';
import { queriesOf } from './dashboard-queries.ts';
import { durations, gauges, spanDurations, TRACE_ID } from './otlp-metrics.ts';

const binary = await requireServer('prometheus');
const withPrometheus = binary ? describe : describe.skip;
const config = join(import.meta.dirname, '../../prometheus/prometheus.yml');

withPrometheus('the dashboard’s queries in the real Prometheus', () => {
  let server: RunningServer;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'binnacle-prometheus-'));
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    server = await startPrometheus({ binary: binary ?? '', config, dataDir, port: await freePort(), args });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const send = async (request: object): Promise<void> => {
    const response = await fetch(`${server.url}/api/v1/otlp/v1/metrics`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
  };

  const ask = async (promql: string): Promise<string[]> => {
    const response = await fetch(`${server.url}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const { status, error, data } = (await response.json()) as {
      status: string;
      error?: string;
      data?: { result: { value: [number, string] }[] };
    };
    expect([promql, status, error]).toEqual([promql, 'success', undefined]);
    return data?.result.map(({ value }) => value[1]) ?? [];
  };

  const queries = dashboards
    .filter(({ id }) => id === 'service-overview')
    .flatMap((dashboard) => queriesOf(dashboard, '1h'));
  const askPanel = (title: string): Promise<string[]> =>
    ask(queries.find(({ panel }) => panel === title)?.promql ?? `no panel ${title}`);

  test('count the requests of a fresh process exactly, from one export on', async () => {
    await send(durations({ instance: 'a', startedSecondsAgo: 3, ok: 126, failed: 11 }));
    await send(gauges({ instance: 'a' }));
    await send(spanDurations({ instance: 'a' }));
    expect(await askPanel('Requests in range')).toEqual(['137']);
    expect(await askPanel('Error ratio')).toEqual([String(11 / 137)]);
  });

  test('have exemplars that lead to a trace', async () => {
    const { promql = '' } = queries.find(({ promql }) => promql.includes('traces_span_metrics')) ?? {};
    const seconds = Date.now() / 1_000;
    const range = new URLSearchParams({ query: promql, start: `${seconds - 60}`, end: `${seconds + 60}` });
    const response = await fetch(`${server.url}/api/v1/query_exemplars?${range}`);
    const { data } = (await response.json()) as { data: { exemplars: { labels: { trace_id: string } }[] }[] };
    expect(data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id))).toEqual([
      TRACE_ID,
    ]);
  });

  test('go on exactly with the next export, and with another process', async () => {
    await send(durations({ instance: 'a', startedSecondsAgo: 3, ok: 126 + 40, failed: 11 }));
    await send(durations({ instance: 'b', startedSecondsAgo: 1, ok: 22, failed: 1 }));
    expect(await askPanel('Requests in range')).toEqual(['200']);
    expect(await askPanel('Error ratio')).toEqual([String(12 / 200)]);
  });
});
