import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dashboards, recordings, SLO_METRICS } from '../../src/monitoring/index.ts';
import { EVERY_SECONDS, SLOW_SECONDS } from '../../src/monitoring/probes/recorded.ts';
import { failingCallers, slowCallers, slowCalls } from '../../src/monitoring/recordings/dependencies.ts';
import { errorRegressed, previousRelease } from '../../src/monitoring/recordings/releases.ts';
import { requireServer } from '../backends/find-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { writePrometheusConfig } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { composeFlags } from './compose-flags.ts';
import { annotationsOf, queriesOf, readsRecorded } from './dashboard-queries.ts';
import { type HistoryGauge, writeHistory } from './history.ts';
import { seedRequest } from './seed.ts';

const binary = await requireServer('prometheus');
const promtool = await requireServer('promtool');
const withPrometheus = binary && promtool ? describe : describe.skip;

/** What needs two releases, or several services that are in trouble with one dependency. */
const OF_MANY: readonly unknown[] = [previousRelease, slowCalls, failingCallers, slowCallers];

/** What of the rules can be there after a few seconds: not what looks back a day or a week, nor what needs more than one. */
const RECORDED = recordings
  .flatMap(({ rules }) => rules)
  .filter((rule) => !rule.from.promql.includes('offset') && !OF_MANY.includes(rule))
  .map(({ metric }) => metric.prometheusName);

/** What a baseline looks back to, and what the rules of objectives record every few minutes. */
const HISTORY: readonly HistoryGauge[] = [
  { name: 'service:http_server_requests:rate5m' },
  { name: 'endpoint:http_server_request_duration_seconds:p95_5m' },
  ...[SLOW_SECONDS, EVERY_SECONDS, errorRegressed.metric].map(({ prometheusName: name, labels }) => ({
    name,
    recent: true,
    labels: Object.fromEntries(labels.map((label) => [label, 'seeded'])),
  })),
  ...Object.values(SLO_METRICS).flatMap(({ prometheusName: name, labels }) =>
    (labels.some((label) => label === 'window')
      ? ['5m', '30m', '1h', '2h', '6h', '1d', '3d', '7d']
      : ['']
    ).map((window) => ({ name, recent: true, labels: { slo: 'seeded', ...(window && { window }) } })),
  ),
];

withPrometheus('with every metric of the catalogue in the real Prometheus', () => {
  let server: RunningServer;
  let dataDir: string;

  const api = async (path: string, parameters: Record<string, string>): Promise<unknown[]> => {
    const response = await fetch(`${server.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const { status, error, data } = (await response.json()) as {
      status: string;
      error?: string;
      data?: { result: unknown[] };
    };
    expect([parameters.query, status, error]).toEqual([parameters.query, 'success', undefined]);
    return data?.result ?? [];
  };

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'binnacle-prometheus-'));
    await writeHistory(promtool ?? '', dataDir, { gauges: HISTORY, days: 8 });
    const config = join(dataDir, 'prometheus.yml');
    const port = await freePort();
    await writePrometheusConfig(
      config,
      { prometheus: `127.0.0.1:${port}`, alertmanager: '127.0.0.1:1' },
      { evaluationInterval: '1s' },
    );
    const args = await composeFlags('prometheus', ['--web.enable-otlp-receiver', '--enable-feature']);
    server = await startPrometheus({ binary: binary ?? '', config, dataDir, port, args });
    const startMillis = Date.now() - 5_000;
    const seed = async (): Promise<void> => {
      const response = await fetch(`${server.url}/api/v1/otlp/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(
          seedRequest({
            startMillis,
            nowMillis: Date.now(),
            count: Math.round((Date.now() - startMillis) / 10),
          }),
        ),
      });
      expect([response.status, await response.text()]).toEqual([200, '']);
    };
    await waitFor(
      'every rule has recorded something',
      async () => {
        await seed();
        const missing: string[] = [];
        for (const name of RECORDED)
          if ((await api('query', { query: name })).length === 0) missing.push(name);
        return missing;
      },
      (missing) => missing.length === 0,
    );
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ofPrometheus = dashboards.filter((dashboard) => queriesOf(dashboard, '5m').length > 0);
  describe.each(ofPrometheus.map((dashboard) => [dashboard.id, dashboard] as const))('%s', (_, dashboard) => {
    test.each(queriesOf(dashboard, '5m'))('$panel has data: $promql', async ({ promql }) => {
      expect(await api('query', { query: promql })).not.toEqual([]);
    });

    if (readsRecorded(dashboard))
      test.each(queriesOf(dashboard, '5m', { many: true }))(
        '$panel has data of many services: $promql',
        async ({ promql }) => {
          expect(await api('query', { query: promql })).not.toEqual([]);
        },
      );

    for (const { name, expr } of annotationsOf(dashboard))
      test(`the marks “${name}” have data`, async () => {
        expect(
          await api('query', { query: expr.replaceAll(/\$(environment|service|instance)/g, '.*') }),
        ).not.toEqual([]);
      });
  });
});
