import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProcessIo } from '../../../../src/cli/process-io.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { dashboards } from '../../../../src/monitoring/index.ts';
import { freePort } from '../../../backends/ports.ts';
import { createTestIo, type TestIo, type TestIoOptions } from '../../test-io.ts';

const ROOT = { directory: '/nowhere', version: '1.2.3' };
const REFUSED = 'increase(';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = process.env.BINNACLE_CHROMIUM ?? BROWSERS.find(existsSync);

describe('preview', () => {
  let server: Server;
  let url: string;
  const asked: { path: string; query: string; authorization: string | undefined }[] = [];
  let refuses = false;
  let isOld = false;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { pathname } = new URL(request.url ?? '', 'http://x');
      const query = new URLSearchParams(Buffer.concat(parts).toString('utf8')).get('query') ?? '';
      asked.push({ path: pathname, query, authorization: request.headers.authorization });
      const now = Date.now() / 1_000;
      const metric = { job: 'shop/orders', http_route: '/orders/{id}', http_request_method: 'GET' };
      const result = pathname.endsWith('query_range')
        ? [{ metric, values: [120, 60, 0].map((ago) => [now - ago, String(ago / 100)]) }]
        : [{ metric, value: [now, '0.25'] }];
      const isUnknown = isOld && query.includes('anchored');
      const answer = isUnknown
        ? { status: 'error', error: 'parse error: anchored modifier is experimental and not enabled' }
        : refuses && query.includes(REFUSED)
          ? { status: 'error', error: 'too many samples' }
          : { status: 'success', data: pathname.includes('/label/') ? ['shop/orders'] : { result } };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    }).listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => server.once('listening', () => resolve()));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const run = async (args: readonly string[], options: TestIoOptions = {}): Promise<TestIo> => {
    const io = createTestIo(options);
    await runProgram(['monitoring', 'preview', ...args], io, ROOT);
    return io;
  };

  test.each(dashboards.map(({ id }) => id))('%s is drawn whole', async (id) => {
    const { exitCode, out, err, written } = await run([id, '--prometheus', url, '--out', 'there/it.svg']);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^there\/it\.svg: \d+ panels\n$/);
    const svg = written['there/it.svg'] ?? '';
    expect(svg).not.toMatch(/No data|are not drawn|NaN|undefined|\$[a-z_]/);
  });

  test('a Prometheus without the selector of exact counts is asked for estimates, and that is said', async () => {
    isOld = true;
    asked.length = 0;
    const { exitCode, err } = await run(['service-overview', '--prometheus', url, '--out', 'x.svg']);
    isOld = false;
    expect([exitCode, err]).toEqual([
      0,
      expect.stringMatching(/does not know the selector "anchored", so counts are estimated/),
    ]);
    expect(asked.filter(({ query }) => query.includes('anchored')).length).toBe(1);
    await run(['service-overview', '--prometheus', url, '--out', 'x.svg']);
    expect(asked.filter(({ query }) => query.includes('anchored')).length).toBeGreaterThan(2);
  });

  test('asks for the chosen values, with the credentials of the address', async () => {
    asked.length = 0;
    const address = url.replace('http://', 'http://reader:s3cret@');
    const chosen = ['--var', 'service=shop/orders', '--var', 'instance=a', '--var', 'instance=b'];
    const { exitCode, out, err } = await run([
      'runtime',
      '--prometheus',
      address,
      '--out',
      'x.html',
      ...chosen,
    ]);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).not.toContain('s3cret');
    const authorization = `Basic ${Buffer.from('reader:s3cret').toString('base64')}`;
    expect(new Set(asked.map((one) => one.authorization))).toEqual(new Set([authorization]));
    const ofServices = asked.filter(({ query }) => query.includes('job='));
    for (const { query } of ofServices) expect(query).toContain('job=~"shop/orders",instance=~"(a|b)"');
  });

  test('a query that fails is named, and the rest is drawn', async () => {
    refuses = true;
    const { exitCode, out, written } = await run([
      'service-overview',
      '--prometheus',
      url,
      '--out',
      'x.svg',
      '--json',
    ]);
    refuses = false;
    const { failed, panels } = JSON.parse(out);
    expect([exitCode, panels]).toEqual([1, 12]);
    expect(failed).toContainEqual({ panel: 'Requests in range', error: 'too many samples' });
    expect(written['x.svg']).toContain('too many samples');
  });

  test.each([
    [['nothing', '--out', 'x.svg'], /there is no dashboard "nothing"; expected a file .* service-overview/],
    [['runtime', '--out', 'x.pdf'], /--out: "x.pdf" is not accepted; expected a file that ends in .svg/],
    [
      ['runtime', '--out', 'x.svg', '--var', 'servcie=a'],
      /no variable "servcie"; it has environment, service/,
    ],
    [['runtime', '--out', 'x.svg', '--var', 'service'], /a variable such as service=shop\/orders is needed/],
    [['runtime', '--out', 'x.svg', '--from', 'yesterday'], /"yesterday" is no time; expected "now"/],
    [['runtime', '--out', 'x.svg', '--from', 'now', '--to', 'now-1h'], /"now" is not before "now-1h"/],
    [['runtime', '--out', 'x.svg', '--width', '20'], /pixels from 640/],
    [['a.json', '--out', 'x.svg'], /a.json: /],
    [['b.json', '--out', 'x.svg'], /b.json: this is no dashboard, it has no "panels"/],
    [['runtime', '--out', 'x.png'], /a PNG needs Chromium or Chrome, and none was found/],
  ])('%j: says what would work', async (args, expected) => {
    const files = { 'a.json': '{', 'b.json': '{}' };
    const { exitCode, err } = await run([...args, '--prometheus', url], { files });
    expect([exitCode, err]).toEqual([2, expect.stringMatching(expected)]);
  });

  test('an address where nobody answers, and one that is no Prometheus', async () => {
    const nobody = await run([
      'runtime',
      '--out',
      'x.svg',
      '--prometheus',
      `http://127.0.0.1:${await freePort()}`,
    ]);
    expect([nobody.exitCode, nobody.err]).toEqual([2, expect.stringContaining('no answer (ECONNREFUSED')]);
    const other = await run(['runtime', '--out', 'x.svg', '--prometheus', 'prometheus:9090']);
    expect([other.exitCode, other.err]).toEqual([2, expect.stringContaining('a URL such as')]);
  });

  const withBrowser = browser ? test : test.skip;
  withBrowser(
    'a PNG has the width that was asked for',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'binnacle-preview-'));
      const file = join(folder, 'runtime.png');
      const io = createTestIo();
      const { run: runProcess } = createProcessIo();
      await runProgram(
        ['monitoring', 'preview', 'runtime', '--prometheus', url, '--out', file, '--width', '1000'],
        { ...io, env: { BINNACLE_CHROMIUM: browser }, run: runProcess },
        ROOT,
      );
      const png = await readFile(file);
      expect([png.toString('latin1', 1, 4), png.readUInt32BE(16)]).toEqual(['PNG', 1_000]);
      await rm(folder, { recursive: true, force: true });
    },
    60_000,
  );
});
