// The shipped nginx for pages, with TLS and wildcards; test/browser/web/receiving.test.ts has the rest.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createKey, issueCertificate } from '../../src/cli/commands/stack/certificate.ts';
import { requireCommand } from '../backends/find-command.ts';
import { accepts, freePort } from '../backends/ports.ts';
import { type RunningServer, startServer } from '../backends/start.ts';
import { shipped } from '../integration/stack-files.ts';
import { ask } from './ask.ts';

const nginx = await requireCommand('nginx');
const withNginx = nginx ? describe : describe.skip;

withNginx('deploy/browsers/nginx.conf', () => {
  let folder: string;
  let port: number;
  let certificate: string;
  let server: RunningServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-browsers-proxy-'));
    port = await freePort();
    const away = await freePort();
    const key = createKey();
    const now = new Date();
    certificate = issueCertificate(
      {
        name: 'proxy',
        key,
        now,
        notAfter: new Date(now.getTime() + 86_400_000),
        purpose: 'server',
        names: ['localhost', '127.0.0.1'],
      },
      { name: 'proxy', key },
    );
    await writeFile(join(folder, 'server.crt'), certificate);
    await writeFile(join(folder, 'server.key'), key.export({ type: 'pkcs8', format: 'pem' }));
    const text = (await readFile(shipped('deploy/browsers/nginx.conf'), 'utf8'))
      .replaceAll(/\/etc\/binnacle\/|\/var\/log\/binnacle\/|\/tmp\//g, `${folder}/`)
      .replace('listen 4443', `listen 127.0.0.1:${port}`)
      .replace('127.0.0.1:4319', `127.0.0.1:${away}`);
    const config = join(folder, 'nginx.conf');
    await writeFile(config, `${process.getuid?.() === 0 ? 'user root;\n' : ''}${text}`);
    server = await startServer({
      name: 'nginx for browsers',
      command: nginx ?? '',
      args: ['-e', 'stderr', '-c', config],
      ready: () => accepts(port),
    });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const send = (origin: string, path = '/v1/logs', body = '{}') =>
    ask(
      { port, path, method: 'POST', headers: { origin, 'content-type': 'application/json' }, body },
      { ca: certificate },
    );

  test.each([
    ['https://shop.example', true],
    ['https://www.shop.example', true],
    ['https://shop.example.elsewhere.example', false],
    ['https://othershop.example', false],
    ['http://shop.example', false],
    ['null', false],
  ])('while the Collector is away, %s is told to come back: %s', async (origin, isListed) => {
    const { status, headers } = await send(origin);
    expect([status, headers['retry-after'], headers['access-control-allow-origin']]).toEqual([
      503,
      '30',
      isListed ? origin : undefined,
    ]);
  });

  test('what is too large gets no further', async () => {
    expect((await send('https://shop.example', '/v1/logs', ' '.repeat(200_000))).status).toBe(413);
  });

  test.each(['/v1/metrics', '/', '/v1/logs/more'])('%s is not there', async (path) => {
    expect((await send('https://shop.example', path)).status).toBe(404);
  });

  test('its log has what was refused, and nobody’s address', async () => {
    const lines = (await readFile(join(folder, 'browsers.log'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ method: 'POST', path: '/v1/logs', status: 503 });
    expect(lines.filter((line) => line.includes('127.0.0.1'))).toEqual([]);
  });
});
