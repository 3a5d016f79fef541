import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { createProcessIo } from '../../src/cli/process-io.ts';
import { runProgram } from '../../src/cli/program.ts';
import { requireServer } from '../backends/find-server.ts';
import { optionalServer } from '../backends/optional-server.ts';
import { freePorts } from '../backends/ports.ts';
import { run } from '../backends/run.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAlertmanager } from '../backends/start-alertmanager.ts';
import { startPrometheus } from '../backends/start-prometheus.ts';
import { startThanosRuler } from '../backends/start-thanos-ruler.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { refusedQueries } from './dashboard-queries.ts';
import { writeHastyRules } from './hasty-stack.ts';

const thanos = await optionalServer('thanos');
const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const withRuler = thanos && prometheus && alertmanager ? describe : describe.skip;

interface Group {
  readonly name: string;
  readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
}

interface FiringAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

withRuler("Thanos' ruler", () => {
  let directory: string;
  const servers: RunningServer[] = [];
  let urls: Readonly<Record<'prometheus' | 'alertmanager' | 'ruler', string>>;
  const file = (name: string): string => join(directory, name);
  const ask = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

  /** A ruler that keeps nothing: what it records is written to the Prometheus that it asks. */
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-thanos-'));
    const [promPort = 0, alertsPort = 0, port = 0, grpcPort = 0] = await freePorts(4);
    await writeHastyRules(file('rules'));
    const scrape = { job_name: 'collector', static_configs: [{ targets: ['127.0.0.1:9'] }] };
    await writeFile(
      file('prometheus.yml'),
      stringify({ global: { scrape_interval: '1s' }, scrape_configs: [scrape] }),
    );
    const nobody = { route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] };
    await writeFile(file('alertmanager.yml'), stringify(nobody));
    for (const folder of ['data', 'alerts', 'ruler']) await mkdir(file(folder));
    const asked = await startPrometheus({
      binary: prometheus ?? '',
      config: file('prometheus.yml'),
      dataDir: file('data'),
      port: promPort,
      args: ['--web.enable-remote-write-receiver'],
    });
    servers.push(asked);
    const told = await startAlertmanager({
      binary: alertmanager ?? '',
      config: file('alertmanager.yml'),
      dataDir: file('alerts'),
      port: alertsPort,
    });
    servers.push(told);
    const remote = {
      url: `${asked.url}/api/v1/write`,
      name: 'back',
      queue_config: { batch_send_deadline: '1s' },
    };
    await writeFile(file('remote.yml'), stringify({ remote_write: [remote] }));
    const ruler = await startThanosRuler({
      binary: thanos ?? '',
      rules: [file('rules/*.yaml')],
      dataDir: file('ruler'),
      port,
      grpcPort,
      prometheus: asked.url,
      alertmanager: told.url,
      args: [
        '--eval-interval=1s',
        '--label=ruler="thanos"',
        '--alert.query-url=https://thanos.example',
        `--remote-write.config-file=${file('remote.yml')}`,
      ],
    });
    servers.push(ruler);
    urls = { prometheus: asked.url, alertmanager: told.url, ruler: ruler.url };
  }, 60_000);

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  });

  test('finds no fault in what export writes, nor in the rules of objectives and probes', async () => {
    const io = { ...createProcessIo(), stdout: () => {} };
    const root = { directory: shipped('.'), version: '1.2.3' };
    await runProgram(['monitoring', 'export', '--output', file('exported')], io, root);
    for (const folder of [file('exported/rules'), shipped('prometheus/rules')]) {
      const checked = run(thanos ?? '', ['tools', 'rules-check', `--rules=${folder}/*.yaml`]);
      await expect(checked).resolves.not.toContain('result=FAILED');
    }
  });

  test('evaluates every rule', async () => {
    const failing = await waitFor(
      'every rule was evaluated',
      async () => {
        const { data } = await ask<{ data: { groups: Group[] } }>(`${urls.ruler}/api/v1/rules`);
        return data.groups.flatMap(({ name, rules }) =>
          rules.filter(({ health }) => health !== 'ok').map((rule) => ({ group: name, ...rule })),
        );
      },
      (rules) => rules.length === 0,
    );
    expect(failing).toEqual([]);
  }, 60_000);

  test('tells Alertmanager of a target that is down, with what on-call needs', async () => {
    const alerts = await waitFor(
      'Alertmanager has heard of it',
      () => ask<FiringAlert[]>(`${urls.alertmanager}/api/v2/alerts`),
      (heard) => heard.length >= 2,
    );
    const [down] = alerts.filter(({ labels }) => labels.alertname === 'TargetDown');
    expect(down?.labels).toMatchObject({
      job: 'collector',
      severity: 'critical',
      team: 'platform',
      ruler: 'thanos',
    });
    expect(down?.annotations.runbook_url).toBe('https://thanos.example/user/target-down.md');
    expect(alerts.map(({ labels }) => labels.alertname).sort()).toEqual(['TargetDown', 'Watchdog']);
  }, 60_000);

  test('records series that the next rule can read', async () => {
    const query = new URLSearchParams({ query: 'prometheus:series:count_by_job{ruler="thanos"} > 0' });
    await waitFor(
      'Prometheus has what the ruler records',
      () => ask<{ data: { result: unknown[] } }>(`${urls.prometheus}/api/v1/query?${query}`),
      ({ data }) => data.result.length > 0,
    );
  }, 60_000);

  test('stands before a Prometheus that understands every query of the dashboards without feature flags', async () => {
    const answer = (query: string) =>
      fetch(`${urls.prometheus}/api/v1/query?${new URLSearchParams({ query })}`);
    expect(await refusedQueries(answer)).toEqual([]);
    expect((await answer('increase(up[5m] anchored)')).status).toBe(400);
  }, 60_000);
});
