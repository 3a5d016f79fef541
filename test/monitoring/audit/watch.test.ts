import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../src/cli/program.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startAlertmanager } from '../../backends/start-alertmanager.ts';
import { startLoki } from '../../backends/start-loki.ts';
import { startPrometheus } from '../../backends/start-prometheus.ts';
import { createTestIo, type TestIo } from '../../cli/test-io.ts';
import { shipped } from '../../integration/stack-files.ts';
import { waitFor } from '../../integration/wait-for.ts';

const loki = await requireServer('loki');
const prometheus = await requireServer('prometheus');
const alertmanager = await requireServer('alertmanager');
const withServers = loki && prometheus && alertmanager ? describe : describe.skip;
const ROOT = { directory: '/package', version: '1.2.3' };

interface Verified {
  readonly ok: boolean;
  readonly count: number;
  readonly hash?: string;
  readonly faults: readonly { readonly message: string }[];
  readonly records?: readonly { readonly name: string; readonly text: string }[];
}

withServers('binnacle audit with the real Loki, Prometheus and Alertmanager', () => {
  let directory: string;
  let lokiServer: RunningServer;
  let prometheusServer: RunningServer;
  let alertmanagerServer: RunningServer;

  const writeRule = (value: number): Promise<void> =>
    writeFile(
      join(directory, 'rule.yaml'),
      `groups: [{name: test, interval: 1s, rules: [{alert: Trouble, expr: 'vector(${value}) > 0', annotations: {summary: 'trouble is here'}}]}]`,
    );
  const reload = async (): Promise<void> => {
    expect((await fetch(`${prometheusServer.url}/-/reload`, { method: 'POST' })).status).toBe(200);
  };
  const servers = (): string[] => [
    ...['--loki', lokiServer.url, '--prometheus', prometheusServer.url],
    ...['--alertmanager', alertmanagerServer.url, '--interval', '0.2'],
  ];

  const verify = async (...flags: readonly string[]): Promise<Verified & { readonly exitCode: number }> => {
    const io = createTestIo();
    await runProgram(['audit', 'verify', '--loki', lokiServer.url, '--json', ...flags], io, ROOT);
    if (io.err !== '') throw new Error(io.err);
    return { ...JSON.parse(io.out), exitCode: io.exitCode };
  };
  const names = async (): Promise<readonly string[]> =>
    ((await verify('--list')).records ?? []).map(({ name }) => name);

  const watch = async (during: (io: TestIo) => Promise<void>): Promise<TestIo> => {
    const io = createTestIo();
    const ended = runProgram(['audit', 'watch', ...servers()], io, ROOT);
    try {
      await during(io);
    } finally {
      io.interrupt();
      await ended;
    }
    return io;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-audit-'));
    const [lokiPort = 0, grpcPort = 0, prometheusPort = 0, alertsPort = 0] = await freePorts(4);
    const config = join(directory, 'prometheus.yml');
    await writeFile(config, `rule_files: ['${join(directory, 'rule.yaml')}']`);
    await writeRule(0);
    await mkdir(join(directory, 'metrics'));
    [lokiServer, prometheusServer, alertmanagerServer] = await Promise.all([
      startLoki({
        binary: loki ?? '',
        config: shipped('loki/loki.yaml'),
        port: lokiPort,
        grpcPort,
        directory: join(directory, 'loki'),
      }),
      startPrometheus({
        binary: prometheus ?? '',
        config,
        dataDir: join(directory, 'metrics'),
        port: prometheusPort,
        args: ['--web.enable-lifecycle'],
      }),
      startAlertmanager({
        binary: alertmanager ?? '',
        config: shipped('prometheus/alertmanager.yml'),
        dataDir: join(directory, 'alerts'),
        port: alertsPort,
      }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([lokiServer?.stop(), prometheusServer?.stop(), alertmanagerServer?.stop()]);
    await rm(directory, { recursive: true, force: true });
  });

  test('writes what happens, in a chain that goes on after a restart', async () => {
    const has = (name: string) => waitFor(`${name} is in the trail`, names, (found) => found.includes(name));
    const first = await watch(async () => {
      await has('watch.started');
      await writeRule(1);
      await reload();
      await has('configuration.changed');
      await has('alert.fired');
      await writeRule(0);
      await reload();
      await has('alert.resolved');
      const now = Date.now();
      const response = await fetch(`${alertmanagerServer.url}/api/v2/silences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          matchers: [{ name: 'alertname', value: 'Trouble', isRegex: false }],
          startsAt: new Date(now).toISOString(),
          endsAt: new Date(now + 3_600_000).toISOString(),
          createdBy: 'jo',
          comment: 'at work',
        }),
      });
      const { silenceID } = (await response.json()) as { silenceID: string };
      await has('silence.created');
      await fetch(`${alertmanagerServer.url}/api/v2/silence/${silenceID}`, { method: 'DELETE' });
      await has('silence.ended');
    });
    expect(first).toMatchObject({ exitCode: 0, err: '' });

    const before = await verify();
    expect(before).toMatchObject({ ok: true, exitCode: 0, faults: [] });
    await watch(() =>
      waitFor(
        'the watch has begun again',
        names,
        (found) => found.filter((name) => name === 'watch.started').length === 2,
      ).then(() => undefined),
    );
    const after = await verify('--list', '--expect', before.hash ?? '');
    expect(after).toMatchObject({ ok: true, count: before.count + 1, faults: [] });
    const texts = (after.records ?? []).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(['Trouble fired: trouble is here', 'the rules of Prometheus changed']),
    );
    expect(texts.find((text) => text.startsWith('jo silenced'))).toMatch(
      /^jo silenced \{alertname="Trouble"\} until .*: at work$/,
    );
  }, 90_000);

  test('shows what somebody else has written, and what was cut off', async () => {
    const { exitCode, faults } = await verify('--expect', 'f'.repeat(64));
    expect([exitCode, faults.length]).toEqual([1, 1]);
    const response = await fetch(`${lokiServer.url}/otlp/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-scope-orgid': 'audit' },
      body: JSON.stringify({
        resourceLogs: [
          {
            resource: {
              attributes: ['service.name=binnacle-audit', 'audit.trail=binnacle'].map((text) => {
                const [key, stringValue] = text.split('=');
                return { key, value: { stringValue } };
              }),
            },
            scopeLogs: [
              { logRecords: [{ timeUnixNano: `${Date.now()}000000`, body: { stringValue: 'all is well' } }] },
            ],
          },
        ],
      }),
    });
    expect(response.status).toBe(204);
    const forged = await waitFor(
      'the record is there',
      () => verify(),
      ({ ok }) => !ok,
    );
    expect(forged.faults.map(({ message }) => message).join()).toContain('was changed');
  }, 60_000);

  test('says so where Loki does not answer, and what was lost', async () => {
    await lokiServer.stop();
    const io = createTestIo();
    await runProgram(['audit', 'verify', '--loki', lokiServer.url], io, ROOT);
    expect(io).toMatchObject({ exitCode: 1, err: expect.stringMatching(/does not answer \(.*ECONNREFUSED/) });
  });
});
