import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { runProgram } from '../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../cli/test-io.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask } from './ask.ts';
import { clientOf, readStackFile } from './credentials.ts';
import { findSecureBinaries, type SecureStack, startSecureStack } from './secure-stack.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;
const ROOT = { directory: '/package', version: '1.2.3' };

let stack: SecureStack;
beforeAll(async () => {
  if (binaries) stack = await startSecureStack(binaries);
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

const server = (name: 'loki' | 'prometheus' | 'alertmanager'): string =>
  `--${name}=https://127.0.0.1:${stack.ports[name]}`;
const tls = (part = 'audit'): string => `--tls=${join(stack.directory, part)}`;

const end = async (args: readonly string[]): Promise<TestIo> => {
  const io = createTestIo();
  await runProgram(['audit', ...args], io, ROOT);
  return io;
};
const during = async (args: readonly string[], act: (io: TestIo) => Promise<unknown>): Promise<TestIo> => {
  const io = createTestIo();
  const ended = runProgram(['audit', ...args], io, ROOT);
  try {
    await act(io);
  } finally {
    io.interrupt();
    await ended;
  }
  return io;
};

/** What Grafana's data source "Audit trail" shows, by way of the proxy. */
const shown = async (query: string): Promise<string> => {
  const path = `/loki/api/v1/query_range?${new URLSearchParams({ query })}`;
  const headers = { 'x-scope-orgid': 'audit' };
  return (await ask({ port: stack.ports.proxyInner, path, headers }, clientOf(stack.directory, 'grafana')))
    .body;
};

withServers('the audit trail of the secured stack', () => {
  const watchArgs = (): string[] => [
    'watch',
    ...[server('loki'), server('prometheus'), server('alertmanager'), tls(), '--interval=0.2'],
  ];
  const verified = async (): Promise<number> => {
    const io = await end(['verify', server('loki'), tls(), '--json']);
    if (io.err !== '') throw new Error(io.err);
    return JSON.parse(io.out).count;
  };

  test('has what the stack does, goes on with renewed certificates, and is whole', async () => {
    const io = await during(watchArgs(), async () => {
      await waitFor('the watch began', verified, (count) => count === 1);
      prepareStack({ directory: stack.directory, renew: true });
      const silence = {
        matchers: [{ name: 'alertname', value: 'Test', isRegex: false }],
        startsAt: new Date().toISOString(),
        endsAt: new Date(Date.now() + 3_600_000).toISOString(),
        createdBy: 'ada',
        comment: 'test',
      };
      const answer = await ask(
        {
          port: stack.ports.alertmanager,
          path: '/api/v2/silences',
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(silence),
        },
        clientOf(stack.directory, 'proxy'),
      );
      expect(answer.status).toBe(200);
      await waitFor('the silence is in the trail', verified, (count) => count === 2);
    });
    expect([io.exitCode, io.err]).toEqual([0, '']);
    await waitFor(
      'Grafana shows it',
      () => shown('{service_name="binnacle-audit"}'),
      (text) => text.includes('ada silenced'),
    );
  }, 60_000);

  test('refuses who shows no certificate, or that of a service', async () => {
    const foreign = await end(['verify', server('loki'), tls('services')]);
    expect([foreign.exitCode, foreign.err]).toEqual([1, expect.stringContaining('does not answer')]);
    const without = await end(['verify', server('loki')]);
    expect([without.exitCode, without.err]).toEqual([1, expect.stringContaining('does not answer')]);
    const plain = await end(['verify', `--loki=http://127.0.0.1:${stack.ports.loki}`, tls()]);
    expect([plain.exitCode, plain.err]).toEqual([2, expect.stringContaining('an address of https')]);
  });

  test('has who read what', async () => {
    const authorization = `Basic ${Buffer.from(`viewer:${stack.passwords.viewer}`).toString('base64')}`;
    const path = '/jaeger/api/services';
    const ca = readStackFile(stack.directory, 'services/ca.crt');
    const { status } = await ask({ port: stack.ports.pages, path, headers: { authorization } }, { ca });
    expect(status).toBe(200);
    const io = await during(['follow', stack.auditFile, server('loki'), tls(), '--interval=0.2'], () =>
      waitFor(
        'the request is in the trail',
        () => shown('{service_name="binnacle-access"} | json | user="viewer" | status="200"'),
        (text) => text.includes(path),
      ),
    );
    expect([io.exitCode, io.err]).toEqual([0, '']);
  }, 60_000);
});
