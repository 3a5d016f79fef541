import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prepareStack } from '../../src/cli/commands/stack/prepare.ts';
import { openPrivateFolder, ownerOfFolder } from '../../src/cli/commands/stack/private-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask, serialOf } from './ask.ts';
import { clientOf, endedCertificate } from './credentials.ts';
import { findSecureBinaries, type SecureStack, type StackPort, startSecureStack } from './secure-stack.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;

/** Every server with a certificate of its own, and the parts that read it. Grafana is a stand-in here. */
const SERVERS: readonly StackPort[] = [
  'otlpHttp',
  'otlpGrpc',
  'collectorHealth',
  'collectorMetrics',
  'prometheus',
  'alertmanager',
  'jaegerQuery',
  'jaegerOtlp',
  'jaegerHealth',
  'jaegerMetrics',
  'nodeExporter',
  'blackboxExporter',
  'pages',
  'proxyHttp',
  'proxyGrpc',
];

let stack: SecureStack;
let before: Readonly<Record<string, string>> = {};

const serials = async (): Promise<Record<string, string>> => {
  const client = clientOf(stack.directory, 'prometheus');
  return Object.fromEntries(
    await Promise.all(
      SERVERS.map(async (name) => [name, await serialOf(stack.ports[name], client)] as const),
    ),
  );
};

beforeAll(async () => {
  if (!binaries) return;
  stack = await startSecureStack(binaries);
  before = await serials();
  prepareStack({ directory: stack.directory, renew: true });
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

withServers('renewed certificates', () => {
  test.each(SERVERS)('%s shows its new one without a restart', async (name) => {
    const client = clientOf(stack.directory, 'prometheus');
    await waitFor(
      'another certificate',
      () => serialOf(stack.ports[name], client),
      (serial) => serial !== before[name],
      10_000,
    );
  });

  test('Prometheus still reaches everything, with its new one', async () => {
    const since = Date.now();
    const client = clientOf(stack.directory, 'grafana');
    const targets = async (): Promise<{ health: string; lastScrape: string; scrapePool: string }[]> =>
      JSON.parse((await ask({ port: stack.ports.prometheus, path: '/api/v1/targets' }, client)).body).data
        .activeTargets;
    const all = await waitFor(
      'every target was scraped again',
      targets,
      (found) =>
        found.length > 0 &&
        found.every(({ health, lastScrape }) => health === 'up' && Date.parse(lastScrape) > since),
    );
    expect(all).toHaveLength(10);
  });

  test('the proxy reaches the parts', async () => {
    const authorization = `Basic ${Buffer.from(`viewer:${stack.passwords.viewer}`).toString('base64')}`;
    for (const path of ['/prometheus/-/ready', '/alertmanager/-/ready', '/jaeger/api/services']) {
      const { status } = await ask(
        { port: stack.ports.pages, path, headers: { authorization } },
        clientOf(stack.directory, 'services'),
      );
      expect([path, status]).toEqual([path, 200]);
    }
  });

  test('a server whose certificate has ended is refused, and served again by the next run', async () => {
    const folder = join(stack.directory, 'alertmanager');
    const names = ['alertmanager', 'localhost', '127.0.0.1', '::1'];
    const ended = endedCertificate(stack.directory, { purpose: 'server', name: 'alertmanager', names });
    const { write } = openPrivateFolder(folder, ownerOfFolder(folder));
    write('server.key', ended.key);
    write('server.crt', ended.cert);
    const status = () =>
      ask({ port: stack.ports.alertmanager, path: '/-/ready' }, clientOf(stack.directory, 'prometheus'));
    expect(await status()).toMatchObject({ status: 'refused', body: 'CERT_HAS_EXPIRED' });
    const { certificates } = prepareStack({ directory: stack.directory });
    expect(certificates.filter(({ action }) => action !== 'kept')).toMatchObject([
      { file: 'alertmanager/server.crt', reason: 'it has ended' },
    ]);
    expect(await status()).toMatchObject({ status: 200 });
  });
});
