import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildPlayer } from '../../../../scripts/build-player.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../../test-io.ts';
import { META, requestsOf, SNAPSHOT } from './recorded.ts';

const directory = mkdtempSync(join(tmpdir(), 'replay-'));
beforeAll(async () => {
  await buildPlayer(join(directory, 'dist', 'player'));
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const SESSION = 'a'.repeat(32);
const lines = (documents: readonly object[]): string =>
  documents.map((each) => `${JSON.stringify(each)}\n`).join('');
const ONE = lines(requestsOf([META, SNAPSHOT], { parts: 2, dropped: 3 }));
const OTHER = lines(requestsOf([META, SNAPSHOT], { session: 'other' }));

const run = async (args: readonly string[], files: Record<string, string | Buffer>): Promise<TestIo> => {
  const io = createTestIo({ files });
  await runProgram(['replay', ...args], io, { directory, version: '1.2.3' });
  return io;
};

test.each([
  ['JSON lines', ONE],
  ['JSON lines with a broken last one', `${ONE}{"resourceLogs":[`],
  ['packed', gzipSync(ONE)],
])('writes one file: %s', async (_what, content) => {
  const io = await run(['r.jsonl', '--out', 'r.html'], { 'r.jsonl': content });
  expect(io).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^r\.html: a{32} .*shop {2}1 page/) });
  expect(io.err).toMatch(/https:\/\/shop\.test\/: 3 changes not recorded/);
  const html = io.written['r.html'] ?? '';
  expect(html).toMatch(/content-security-policy" content="default-src 'none'; script-src 'sha256-/);
  expect(html).not.toMatch(/\b(?:src|href)="http/);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
});

test('what was recorded cannot end the element that it stands in', async () => {
  const evil = { ...META, data: { ...META.data, href: '</script><script>alert(1)</script>' } };
  const io = await run(['r', '--out', 'r.html'], { r: lines(requestsOf([evil, SNAPSHOT])) });
  expect(io.written['r.html']?.match(/<\/script>/g)).toHaveLength(2);
});

test.each([
  [
    'nothing in it',
    ['r'],
    { r: '{"resourceLogs":[]}' },
    1,
    /no recording of a session among 1 request of OTLP/,
  ],
  ['no OTLP', ['r'], { r: 'hello' }, 2, /^r: is not OTLP; expected JSON/],
  ['a broken gzip', ['r'], { r: Buffer.from([0x1f, 0x8b, 8, 0]) }, 2, /^r: is not OTLP/],
  ['no file', ['r'], {}, 2, /^r: cannot be read/],
  [
    'no such session',
    ['r', '--session', 'x'],
    { r: ONE },
    1,
    /no recording of session x; there are:\n {2}a{32}/,
  ],
  ['a bad port', ['r', '--port', '70000'], { r: ONE }, 2, /a port from 0 to 65535/],
  [
    'a URL that nobody answers',
    ['http://127.0.0.1:9/r'],
    {},
    2,
    /^http:\/\/127\.0\.0\.1:9\/r: cannot be read/,
  ],
  ['no source', [], {}, 2, /missing required argument 'source'/],
] as [string, string[], Record<string, string>, number, RegExp][])(
  '%s is said, with the exit status',
  async (_what, args, files, exitCode, err) => {
    expect(await run(args, files)).toMatchObject({ exitCode, err: expect.stringMatching(err), out: '' });
  },
);

test('lists sessions, as text and as JSON', async () => {
  const files = { one: ONE, other: OTHER };
  const text = await run(['one', 'other', '--list'], files);
  expect(text.out.split('\n')).toEqual([
    expect.stringMatching(/^(?:a{32}|other) {2}1970-01-01T00:00:01/),
    expect.stringMatching(/^(?:a{32}|other) {2}/),
    '',
  ]);
  const json = await run(['one', 'other', '--list', '--json', '--session', 'other'], files);
  expect(JSON.parse(json.out)).toEqual({
    sessions: [
      {
        session: 'other',
        service: 'shop',
        recordings: [
          {
            id: 'b'.repeat(16),
            startMillis: 1_000,
            endMillis: 1_001,
            url: 'https://shop.test/',
            events: 2,
            notes: [],
          },
        ],
      },
    ],
  });
});

test('serves it on this machine only, to no other name, until it is stopped', async () => {
  const io = createTestIo({ files: { r: ONE } });
  const ended = runProgram(['replay', 'r', '--session', SESSION], io, { directory, version: '1.2.3' });
  while (!io.out.includes('\n')) await new Promise(setImmediate);
  const url = io.out.trim();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await fetch(url);
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'sha256-.*frame-ancestors 'none'$/,
  );
  expect(await page.text()).toContain(SESSION);
  expect((await fetch(`${url}x`)).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request(url, { headers: { host: 'evil.test' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
  io.interrupt();
  await ended;
  await expect(fetch(url)).rejects.toThrow();
});

test('reads from a URL', async () => {
  const server = createServer((_request, response) => response.end(ONE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r.jsonl`;
  expect(await run([url, '--out', 'r.html'], {})).toMatchObject({ exitCode: 0 });
  await new Promise((resolve) => server.close(resolve));
});
