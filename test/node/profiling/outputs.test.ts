import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import { hotFunctions } from '../../../src/core/profiling/hot-functions.ts';
import { runFixture, startFixture } from '../run-fixture.ts';
import { parsePprof } from './read-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'binnacle-outputs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

interface Received {
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server that keeps what it gets. */
const startServer = async (status: number, answer = 'no such place') => {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({
      url: new URL(request.url ?? '', 'http://server'),
      headers: request.headers,
      body: await buffer(request),
    });
    response.writeHead(status).end(status === 200 ? '' : answer);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => server.close(),
  };
};

/** The parts of a form by name. */
const partsOf = ({ headers, body }: Received): ReadonlyMap<string, Buffer> => {
  const boundary = /boundary=(\S+)/.exec(headers['content-type'] ?? '')?.[1] ?? '?';
  const pieces = body.toString('latin1').split(`--${boundary}`);
  expect(pieces.at(-1)).toBe('--\r\n');
  return new Map(
    pieces.slice(1, -1).map((piece) => {
      const end = piece.indexOf('\r\n\r\n');
      return [/name="(\w+)"/.exec(piece)?.[1] ?? '', Buffer.from(piece.slice(end + 4, -2), 'latin1')];
    }),
  );
};

test('Pyroscope gets each profile as a form, with its name, its time and what its values are', async () => {
  const server = await startServer(200);
  try {
    const { code, messages } = await runFixture('profiled.mjs', {
      env: {
        ...QUIET,
        BINNACLE_PROFILING: 'true',
        BINNACLE_PROFILING_EXPORTER: 'pyroscope',
        BINNACLE_PYROSCOPE_URL: `${server.url}/`,
        BINNACLE_PYROSCOPE_HEADERS: 'authorization=Bearer%20abc',
        OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.2.0',
      },
    });
    expect({ code, messages }).toEqual({ code: 0, messages: [] });
  } finally {
    server.close();
  }
  expect(server.received).toHaveLength(2);
  const cpu = server.received.find(({ url }) => url.searchParams.has('sampleRate'));
  if (!cpu) throw new Error('no CPU profile has arrived');
  expect(cpu.url.pathname).toBe('/ingest');
  const query = Object.fromEntries(cpu.url.searchParams);
  expect(query).toMatchObject({ name: 'fixture{service_version=1.2.0}', spyName: 'nodespy' });
  const [from, until] = [Number(query.from), Number(query.until)];
  expect(Math.abs(from - Date.now() / 1_000)).toBeLessThan(60);
  expect(until).toBeGreaterThan(from);
  expect(cpu.headers.authorization).toBe('Bearer abc');
  const parts = partsOf(cpu);
  const functions = hotFunctions(parsePprof(parts.get('profile') ?? Buffer.alloc(0)), 1);
  expect(functions.map(({ name }) => name)).toContain('burn');
  expect(JSON.parse(String(parts.get('sample_type_config')))).toEqual({
    samples: { units: 'samples', 'display-name': 'cpu', sampled: true },
  });
}, 30_000);

test.each([
  ['text', 'no such\n place', 'no such place'],
  ['a message in JSON', '{"code":"unknown","message":"no \\"such\\" place"}', 'no "such" place'],
  ['other JSON', '{"message":7}', '{"message":7}'],
  ['no object of JSON', 'null', 'null'],
])(
  'a place that takes no profiles is told by %s, and the program goes on',
  async (_kind, answer, told) => {
    const server = await startServer(404, answer);
    try {
      const { code, messages } = await runFixture('profiled.mjs', {
        endpoint: server.url,
        env: {
          ...QUIET,
          BINNACLE_PROFILING: 'true',
          BINNACLE_PROFILING_EXPORTER: 'otlp',
        },
      });
      expect(code).toBe(0);
      expect(messages).toEqual([
        expect.stringContaining(
          `profiles: ${server.url}/v1development/profiles does not take them: HTTP 404 ${told}`,
        ),
      ]);
    } finally {
      server.close();
    }
  },
  30_000,
);

test('a folder that cannot be written is told, and the program goes on', async () => {
  const { code, messages } = await runFixture('profiled.mjs', {
    env: { ...QUIET, BINNACLE_PROFILING: 'true', BINNACLE_PROFILING_DIR: '/dev/null/profiles' },
  });
  expect(code).toBe(0);
  expect(messages.length).toBeGreaterThan(0);
  for (const line of messages) expect(line).toContain('profiles: /dev/null/profiles cannot be written');
}, 30_000);

test('a signal asks for a profile of each kind', async () => {
  const own = join(folder, 'signal');
  const fixture = startFixture('busy.mjs', {
    env: {
      ...QUIET,
      BINNACLE_PROFILING_SIGNAL: 'SIGUSR2',
      BINNACLE_PROFILING_DURATION: '300',
      BINNACLE_PROFILING_DIR: own,
      OTEL_LOG_LEVEL: 'info',
    },
  });
  await fixture.line('ready');
  void fixture.kill('SIGUSR2');
  await fixture.line('binnacle: profiles that were asked for by a signal are');
  expect((await fixture.stop()).code).toBe(0);
  expect(readdirSync(own).map((name) => name.split('-')[1])).toEqual(expect.arrayContaining(['cpu', 'heap']));
}, 30_000);

test('a program that a signal ends leaves its last profile', async () => {
  const own = join(folder, 'ended');
  const fixture = startFixture('busy.mjs', {
    env: {
      ...QUIET,
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_DIR: own,
    },
  });
  await fixture.line('worked');
  const { signal, messages } = await fixture.kill('SIGTERM');
  expect({ signal, messages }).toEqual({ signal: 'SIGTERM', messages: [] });
  expect(readdirSync(own).filter((name) => name.includes('-cpu-'))).toHaveLength(1);
}, 30_000);
