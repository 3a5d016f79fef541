import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { run } from '../backends/run.ts';
import { shipped } from '../integration/stack-files.ts';
import { waitFor } from '../integration/wait-for.ts';
import { ask } from './ask.ts';
import { clientOf } from './credentials.ts';
import { findSecureBinaries, type SecureStack, startSecureStack } from './secure-stack.ts';

const binaries = await findSecureBinaries();
const withServers = binaries ? describe : describe.skip;

let stack: SecureStack;
beforeAll(async () => {
  if (!binaries) return;
  if (!existsSync(shipped('dist/cli/main.js'))) throw new Error('no dist: run npm run build first');
  stack = await startSecureStack(binaries);
  // As the container has it: nothing else of the package, and no other package.
  const filter = (path: string): boolean => !path.endsWith('/types');
  for (const part of ['dist', 'package.json'])
    cpSync(shipped(part), join(stack.directory, '../package', part), { recursive: true, filter });
}, 120_000);
afterAll(() => stack?.stop(), 60_000);

/** What the compose file gives it, with the files of this run. */
const environment = (): Record<string, string> => {
  // Tags such as "!override" are compose's own.
  const { services } = parse(readFileSync(shipped('docker-compose.secure.yml'), 'utf8'), {
    logLevel: 'error',
  });
  const own = services.prober.environment as Record<string, string>;
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => [
      name,
      value.replace('/etc/binnacle', join(stack.directory, 'prober')),
    ]),
  );
};

const probeOnce = (env: Readonly<Record<string, string>>): Promise<string> => {
  const file = join(stack.directory, '../probes.yaml');
  const { pages, proxyGrpc, proxyHttp } = stack.ports;
  writeFileSync(
    file,
    readFileSync(shipped('deploy/secure/probes.yaml'), 'utf8')
      .replaceAll('proxy:8443', `localhost:${pages}`)
      .replaceAll('proxy:4317', `localhost:${proxyGrpc}`),
  );
  const main = join(stack.directory, '../package/dist/cli/main.js');
  const args = ['probe', 'run', file, '--once', `--otlp=https://localhost:${proxyHttp}`];
  return run('/bin/sh', ['-c', '"$0" "$@" 2>&1', process.execPath, main, ...args], {
    env,
    timeoutMillis: 30_000,
  });
};

withServers('the prober of the secured stack', () => {
  test('asks by way of the proxy, and its traces and metrics come in the same way', async () => {
    const said = await probeOnce(environment());
    for (const probe of ['grafana', 'login', 'otlp']) expect(said).toMatch(new RegExp(`^ok  ${probe} `, 'm'));
    expect(said).not.toContain('nothing was sent');
    const client = clientOf(stack.directory, 'proxy');
    await waitFor(
      'its traces are in Jaeger',
      async () => (await ask({ port: stack.ports.jaegerQuery, path: '/jaeger/api/services' }, client)).body,
      (text) => text.includes('"binnacle-probes"'),
    );
    const query = new URLSearchParams({ query: 'probe_success{job="binnacle-probes"} == 1' });
    const question = { port: stack.ports.prometheus, path: `/api/v1/query?${query}` };
    await waitFor(
      'its metrics are in Prometheus',
      async () => (await ask(question, client)).body,
      (text) => ['grafana', 'login', 'otlp'].every((probe) => text.includes(`"probe":"${probe}"`)),
    );
  }, 60_000);

  test('is turned away without the token, and says what is missing', async () => {
    const { BINNACLE_OTLP_HEADERS_FILE: _, ...withoutToken } = environment();
    expect(await probeOnce(withoutToken)).toMatch(/answered 401: .*nothing was sent/);
    const wrongFile = { ...withoutToken, BINNACLE_OTLP_HEADERS_FILE: '/nowhere/headers' };
    expect(await probeOnce(wrongFile)).toMatch(
      /BINNACLE_OTLP_HEADERS_FILE: cannot be read \(ENOENT.*'\/nowhere\/headers'\)/,
    );
  }, 60_000);

  test('leaves no line in the audit log for hearing that Grafana is well', () => {
    const log = readFileSync(stack.auditFile, 'utf8');
    expect(log).toContain('"path":"/prometheus/","status":401');
    // A question that was given up, as on a busy machine, is no such answer and has its line (status 499).
    expect(log).not.toContain('"path":"/api/health","status":200');
  });
});
