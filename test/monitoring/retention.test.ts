import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { requireServer } from '../backends/find-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { shipped, writePrometheusConfig } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { composeServices } from './compose-services.ts';
import { type HistoryGauge, writeHistory } from './history.ts';
import { durations } from './otlp-metrics.ts';

const prometheus = await requireServer('prometheus');
const promtool = await requireServer('promtool');
const compose = await requireServer('docker-compose');
const withServers = prometheus && promtool && compose ? describe : describe.skip;

const UNSET = { METRICS_RETENTION_DAYS: undefined, HIGH_RESOLUTION_RETENTION_HOURS: undefined };
const RECORDED = 'service:http_server_requests:rate5m';
const RAW: HistoryGauge = { name: 'raw_gauge' };
const DAY_SECONDS = 86_400;

let directory: string;
const servers: RunningServer[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'binnacle-retention-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

interface Tier {
  readonly name: 'prometheus' | 'prometheus-long';
  readonly env?: Readonly<Record<string, string>>;
  readonly history?: readonly HistoryGauge[];
  readonly days?: number;
  readonly longAddress?: string;
  /** As somebody may write it into prometheus.yml. */
  readonly retentionInFile?: string;
}

/** One of the two, with the flags that the compose file gives it in this environment. */
const start = async ({
  name,
  env = {},
  history,
  days = 0,
  longAddress,
  retentionInFile,
}: Tier): Promise<RunningServer> => {
  const dataDir = join(directory, name);
  await mkdir(dataDir);
  if (history)
    await writeHistory(promtool ?? '', dataDir, { gauges: history, days, stepSeconds: DAY_SECONDS / 2 });
  const port = await freePort();
  const config =
    name === 'prometheus' ? join(directory, 'prometheus.yml') : shipped('prometheus/prometheus-long.yml');
  if (name === 'prometheus')
    await writePrometheusConfig(
      config,
      {
        prometheus: `127.0.0.1:${port}`,
        alertmanager: '127.0.0.1:1',
        ...(longAddress && { 'prometheus-long': longAddress }),
      },
      { evaluationInterval: '1s' },
    );
  if (retentionInFile) {
    const own = parse(await readFile(config, 'utf8'));
    own.storage.tsdb.retention = { time: retentionInFile };
    await writeFile(config, stringify(own));
  }
  const services = await composeServices(compose ?? '', { ...UNSET, ...env });
  const args = services[name]?.command.filter((flag) =>
    /^--(?:storage.tsdb.retention|web.enable|enable)/.test(flag),
  );
  const server = await startPrometheus({ binary: prometheus ?? '', config, dataDir, port, args: args ?? [] });
  servers.push(server);
  return server;
};

const ask = async (
  { url }: RunningServer,
  path: string,
  query: Record<string, string> = {},
): Promise<unknown> => {
  const response = await fetch(`${url}/api/v1/${path}?${new URLSearchParams(query)}`);
  return ((await response.json()) as { data: unknown }).data;
};

/** When the first sample of a series was, in whole days before now; undefined where there is none. */
const oldestDays = async (server: RunningServer, name: string): Promise<number | undefined> => {
  const now = Math.floor(Date.now() / 1000);
  const { result } = (await ask(server, 'query_range', {
    query: name,
    start: String(now - 40 * DAY_SECONDS),
    end: String(now),
    step: '600',
  })) as { result: readonly { values: readonly [number, string][] }[] };
  const first = result[0]?.values[0]?.[0];
  return first === undefined ? undefined : Math.round((now - first) / DAY_SECONDS);
};

withServers('retention of the real Prometheus', () => {
  test.each([
    { env: {}, tier: 'prometheus', retention: '15d' },
    { env: { METRICS_RETENTION_DAYS: '30' }, tier: 'prometheus', retention: '30d' },
    { env: { METRICS_RETENTION_DAYS: '30' }, tier: 'prometheus-long', retention: '30d' },
    {
      env: { METRICS_RETENTION_DAYS: '400', HIGH_RESOLUTION_RETENTION_HOURS: '36' },
      tier: 'prometheus',
      retention: '1d12h',
    },
    {
      env: { METRICS_RETENTION_DAYS: '400', HIGH_RESOLUTION_RETENTION_HOURS: '36' },
      tier: 'prometheus-long',
      retention: '400d',
    },
  ] as const)('$env: $tier keeps $retention', async ({ env, tier, retention }) => {
    const server = await start({ name: tier, env });
    expect(await ask(server, 'status/runtimeinfo')).toMatchObject({ storageRetention: retention });
  });

  test('in its file wins over the flag', async () => {
    const server = await start({ name: 'prometheus', retentionInFile: '3d' });
    expect(await ask(server, 'status/runtimeinfo')).toMatchObject({ storageRetention: '3d' });
    const { yaml } = (await ask(server, 'status/config')) as { yaml: string };
    expect(yaml).toMatch(/retention:\n\s+time: 3d/);
  });

  test('drops what is older, and keeps what is not', async () => {
    const short = await start({
      name: 'prometheus',
      env: { METRICS_RETENTION_DAYS: '10' },
      history: [RAW],
      days: 20,
    });
    const long = await start({
      name: 'prometheus-long',
      env: { METRICS_RETENTION_DAYS: '30' },
      history: [RAW],
      days: 20,
    });
    await waitFor(
      'the oldest samples are gone',
      () => oldestDays(short, RAW.name),
      (days = 99) => days <= 11,
    );
    expect(await oldestDays(long, RAW.name)).toBe(20);
  }, 60_000);

  test('what rules record goes to the long tier, and is read from there', async () => {
    const long = await start({ name: 'prometheus-long', history: [{ name: RECORDED }], days: 12 });
    const short = await start({
      name: 'prometheus',
      env: { HIGH_RESOLUTION_RETENTION_HOURS: '24' },
      longAddress: new URL(long.url).host,
    });
    let ok = 0;
    const send = async (): Promise<void> => {
      ok += 10;
      const response = await fetch(`${short.url}/api/v1/otlp/v1/metrics`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(durations({ instance: 'a', startedSecondsAgo: 60, ok, failed: 0 })),
      });
      expect([response.status, await response.text()]).toEqual([200, '']);
    };
    await waitFor(
      'the long tier has what the other one records',
      async () => {
        await send();
        return ask(long, 'query', { query: `${RECORDED}{job="shop/orders"} != 0.5` });
      },
      (data) => (data as { result: unknown[] }).result.length > 0,
    );
    const names = (await ask(long, 'label/__name__/values')) as string[];
    expect(names.filter((name) => !/:|^ALERTS$/.test(name))).toEqual([]);

    // The other one has a minute of its own, and answers for twelve days.
    expect(await oldestDays(short, RECORDED)).toBe(12);
  }, 60_000);
});
