import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { runProgram } from '../../src/cli/program.ts';
import { parseProbes, parseSlos, ruleGroups } from '../../src/monitoring/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { optionalServer } from '../backends/optional-server.ts';
import { freePort } from '../backends/ports.ts';
import type { RunningServer } from '../backends/start.ts';
import { startAlertmanager } from '../backends/start-alertmanager.ts';
import { startMimir } from '../backends/start-mimir.ts';
import { createTestIo } from '../cli/test-io.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { refusedQueries } from './dashboard-queries.ts';
import { gauges } from './otlp-metrics.ts';

const mimir = await optionalServer('mimir');
const alertmanager = await requireServer('alertmanager');
const withRuler = mimir && alertmanager ? describe : describe.skip;

const FILES = {
  'slo.yaml': await readFile(shipped('prometheus/slo.yaml'), 'utf8'),
  'probes.yaml': await readFile(shipped('prometheus/probes.yaml'), 'utf8'),
};
const ORIGIN = 'acme/shop';
const OWN = ['--slo', 'slo.yaml', '--probes', 'probes.yaml', '--origin', ORIGIN];
const RULES = '/prometheus/config/v1/rules';
const TENANT = 'shop';
const LINKS = {
  grafanaUrl: 'https://g.example',
  runbookUrl: 'https://wiki.example',
  jaegerUrl: 'https://j.example',
};

interface Group {
  readonly name: string;
  readonly rules: readonly object[];
}

/** Mimir leaves out a `for` that is no time at all. */
const withoutZero = (rule: object): object =>
  'for' in rule && rule.for === '0m' ? { ...rule, for: undefined } : rule;

/** Says whose groups are, and is sent beside them. */
const isMark = (name: string): boolean => name.startsWith('origin:');

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
}

withRuler("Mimir's ruler", () => {
  let directory: string;
  const servers: RunningServer[] = [];
  let urls: Readonly<Record<'mimir' | 'alertmanager', string>>;

  const ask = (path: string, init: RequestInit = {}, tenant = TENANT): Promise<Response> =>
    fetch(`${urls.mimir}${path}`, { ...init, headers: { ...init.headers, 'x-scope-orgid': tenant } });

  const pushWith = async (
    err: string,
    ...args: string[]
  ): Promise<{ readonly out: string; readonly exitCode: number }> => {
    const io = createTestIo({ files: FILES });
    const links = ['--grafana-url', LINKS.grafanaUrl, '--runbook-url', LINKS.runbookUrl];
    await runProgram(
      [
        ...['monitoring', 'push', '--mimir', urls.mimir, '--mimir-tenant', TENANT],
        ...[...links, '--jaeger-url', LINKS.jaegerUrl, ...args],
      ],
      io,
      { directory: shipped('.'), version: '1.2.3' },
    );
    expect(io.err).toBe(err);
    return { out: io.out, exitCode: io.exitCode };
  };

  const push = (...args: string[]) => pushWith('', ...args);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-mimir-'));
    const config = join(directory, 'alertmanager.yml');
    await writeFile(config, stringify({ route: { receiver: 'nobody' }, receivers: [{ name: 'nobody' }] }));
    for (const folder of ['alerts', 'mimir']) await mkdir(join(directory, folder));
    const told = await startAlertmanager({
      binary: alertmanager ?? '',
      config,
      dataDir: join(directory, 'alerts'),
      port: await freePort(),
    });
    servers.push(told);
    const server = await startMimir({
      binary: mimir ?? '',
      directory: join(directory, 'mimir'),
      alertmanager: told.url,
      // The last two are what docs/monitoring.md asks for; all limits are Mimir's own.
      args: [
        '-ruler.evaluation-interval=1s',
        '-distributor.otel-metric-suffixes-enabled=true',
        '-distributor.otel-promote-resource-attributes=deployment.environment.name,service.version',
      ],
    });
    servers.push(server);
    urls = { mimir: server.url, alertmanager: told.url };
  }, 120_000);

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  });

  test('takes every group that push sends, also a second time, for one tenant alone', async () => {
    const { slos = [] } = parseSlos(FILES['slo.yaml']);
    const { probes } = parseProbes(FILES['probes.yaml']);
    const sent = ruleGroups(LINKS, { slos, ...(probes && { probes }), origin: ORIGIN });
    for (const time of ['first', 'second']) {
      const said = await push(...OWN);
      expect({ time, ...said }).toEqual({
        time,
        out: `${sent.length} groups of rules sent to ${urls.mimir}\n`,
        exitCode: 0,
      });
    }
    const stored = parse(await (await ask(`${RULES}/binnacle`)).text()).binnacle as Group[];
    const byName = (groups: readonly Group[]) =>
      Object.fromEntries(
        groups.map((group) => [group.name, { ...group, rules: group.rules.map(withoutZero) }]),
      );
    expect(byName(stored.filter(({ name }) => !isMark(name)))).toEqual(
      byName(sent.map(({ group }) => parse(stringify(group)))),
    );
    const others = await ask(RULES, {}, 'another');
    expect([others.status, parse(await others.text())]).toEqual([200, {}]);
  }, 60_000);

  test('keeps the objectives of one place when another sends its own under the same names', async () => {
    const stored = async () => (await ask(`${RULES}/binnacle`)).text();
    await push(...OWN);
    const before = await stored();
    const said = `${urls.mimir}: nothing was sent, because of what is of others; give what is yours another id, or replace what is theirs with --take-over\n`;
    const refused = await pushWith(said, ...OWN.slice(0, 2), '--origin', 'acme/billing');
    expect([refused.exitCode, refused.out]).toEqual([
      1,
      expect.stringMatching(
        /^rules the objective \S+: is there already, in the namespace binnacle with the origin acme\/shop$/m,
      ),
    ]);
    expect(await stored()).toBe(before);
    expect(await push(...OWN)).toMatchObject({ exitCode: 0 });
  }, 60_000);

  test('loses the groups of an objective that was removed', async () => {
    const names = async () =>
      (parse(await (await ask(`${RULES}/binnacle`)).text()).binnacle as Group[]).map(({ name }) => name);
    await push(...OWN);
    expect((await names()).some((name) => name.startsWith('slo-'))).toBe(true);
    const { exitCode, out } = await push('--origin', ORIGIN, '--prune');
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^slo-\S+ removed$/m)]);
    expect((await names()).sort()).toEqual(
      ruleGroups(LINKS)
        .map(({ name }) => name)
        .sort(),
    );
  }, 60_000);

  test('takes a namespace with signs that addresses give a meaning', async () => {
    const forget = (name: string) => ask(`${RULES}/${encodeURIComponent(name)}`, { method: 'DELETE' });
    // More than 70 groups a tenant may not have.
    await forget('binnacle');
    for (const name of ['on call/1', 'a%2Fb?c']) {
      expect(await push('--namespace', name)).toMatchObject({ exitCode: 0 });
      expect(Object.keys(parse(await (await ask(RULES)).text()))).toEqual([name]);
      await forget(name);
    }
    expect(await push()).toMatchObject({ exitCode: 0 });
  }, 60_000);

  test('refuses a group of 21 rules, and push says so of what is refused', async () => {
    const rules = Array.from({ length: 21 }, (_, index) => ({ record: `a:b${index}`, expr: 'vector(1)' }));
    const refused = await ask(`${RULES}/other`, {
      method: 'POST',
      headers: { 'content-type': 'application/yaml' },
      body: stringify({ name: 'long', rules }),
    });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('limit: 20 actual: 21'),
    ]);
    // With a third namespace, the tenant would have more than its 70 groups.
    expect(await push('--namespace', 'twice', ...OWN)).toMatchObject({ exitCode: 0 });
    const { out, exitCode } = await push('--namespace', 'thrice', ...OWN, '--take-over');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^rules \S+: status 400: .*limit: 70 actual: 71/m);
    for (const name of ['twice', 'thrice']) await ask(`${RULES}/${name}`, { method: 'DELETE' });
  }, 60_000);

  test('evaluates the alerts and tells Alertmanager of those that fire', async () => {
    const request = gauges({ instance: 'a' });
    const sent = await ask('/otlp/v1/metrics', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    expect(sent.status).toBe(200);
    await waitFor(
      'the watchdog has arrived',
      async () => (await (await fetch(`${urls.alertmanager}/api/v2/alerts`)).json()) as { labels: object }[],
      (alerts) => alerts.some(({ labels }) => 'alertname' in labels && labels.alertname === 'Watchdog'),
    );
    const failing = await waitFor(
      'every alert was evaluated',
      async () => {
        const { data } = (await (await ask('/prometheus/api/v1/rules?type=alert')).json()) as {
          data: { groups: { name: string; rules: Rule[] }[] };
        };
        const rules = data.groups.flatMap((group) =>
          group.rules.map((rule) => ({ group: group.name, ...rule })),
        );
        return rules.length === 0 ? ['nothing yet'] : rules.filter(({ health }) => health !== 'ok');
      },
      (rules) => rules.length === 0,
    );
    expect(failing).toEqual([]);
  }, 90_000);

  test('has metrics under the names that rules and dashboards ask for', async () => {
    const query = 'nodejs_eventloop_delay_p99_seconds{job="shop/orders",deployment_environment_name="test"}';
    const { data } = await waitFor(
      'the metric is there',
      async () =>
        (await (await ask(`/prometheus/api/v1/query?${new URLSearchParams({ query })}`)).json()) as {
          data: { result: { value: [number, string] }[] };
        },
      (answer) => answer.data.result.length > 0,
    );
    expect(data.result[0]?.value[1]).toBe('0.012');
  }, 60_000);

  test('understands every query of the dashboards, without experimental features', async () => {
    const answer = (query: string) => ask(`/prometheus/api/v1/query?${new URLSearchParams({ query })}`);
    expect(await refusedQueries(answer)).toEqual([]);
    expect((await answer('increase(up[5m] anchored)')).status).toBe(400);
  }, 60_000);
});
