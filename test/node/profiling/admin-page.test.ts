import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hotFunctions } from '../../../src/core/profiling/hot-functions.ts';
import { LABELS } from '../../../src/core/profiling/profile.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Fixture, runFixture, startFixture } from '../run-fixture.ts';
import { parsePprof } from './read-folder.ts';

const TOKEN = 'a token of sixteen and more';
const folder = mkdtempSync(join(tmpdir(), 'binnacle-page-'));
const file = join(folder, 'token');
writeFileSync(file, `${TOKEN}\n`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const authorization = `Bearer ${TOKEN}`;

const askPage = (port: number, path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<{ status: number | undefined; body: Buffer }>((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { connection: 'close', ...headers },
    });
    sent.on('error', reject).on('response', (answer) => {
      buffer(answer).then((body) => resolve({ status: answer.statusCode, body }), reject);
    });
    sent.end();
  });

const portOf = async (fixture: Fixture): Promise<number> =>
  Number(/:(\d+)\//.exec(await fixture.line('binnacle: profiles are given at'))?.[1]);

describe('the page for profiles', () => {
  let receiver: OtlpReceiver;
  let fixture: Fixture;
  let port: number;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    fixture = startFixture('busy.mjs', {
      endpoint: receiver.url,
      env: { BINNACLE_PROFILING_PORT: '0', BINNACLE_PROFILING_TOKEN_FILE: file },
    });
    port = await portOf(fixture);
  }, 30_000);
  afterAll(async () => {
    await fixture.stop();
    receiver.close();
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    askPage(port, path, headers, method);

  test.each([
    ['without a token', 401, '/profiles/cpu', {}],
    ['with a wrong one', 401, '/profiles/cpu', { authorization: 'Bearer a token of sixteen and mora' }],
    ['under the name of another host', 421, '/profiles/cpu', { authorization, host: 'evil.test' }],
    ['for something else', 404, '/', { authorization }],
    ['for no time', 400, '/profiles/cpu?seconds=0', { authorization }],
    ['for too long', 400, '/profiles/cpu?seconds=61', { authorization }],
    ['for what is no time', 400, '/profiles/cpu?seconds=1e1', { authorization }],
  ])('refuses who asks %s', async (_, status, path, headers) => {
    expect((await ask(path, headers as Record<string, string>)).status).toBe(status);
  });

  test('is for GET', async () => {
    expect((await ask('/profiles/cpu', { authorization }, 'POST')).status).toBe(405);
  });

  test('gives a profile to who has the token, one at a time and not too often', async () => {
    const first = ask('/profiles/cpu?seconds=1', { authorization });
    const second = ask('/profiles/cpu?seconds=1', { authorization });
    const answers = [await first, await second].toSorted((a, b) => (a.status ?? 0) - (b.status ?? 0));
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    const profile = parsePprof(answers[0]?.body ?? Buffer.alloc(0));
    expect(hotFunctions(profile, 1).map(({ name }) => name)).toContain('work');
    expect((await ask('/profiles/heap', { authorization })).status).toBe(429);
  });

  test('hears nobody for a while after many wrong tokens', async () => {
    for (let i = 0; i < 10; i++) await ask('/profiles/cpu', { authorization: 'Bearer wrong' });
    expect((await ask('/profiles/heap', { authorization })).status).toBe(429);
  });

  test('is no request of the application', () => {
    expect(receiver.spans()).toEqual([]);
  });
});

const QUIET = { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' };

test.each([
  { when: 'by default, each time', env: {}, routes: ['/reports/:id'] },
  { when: 'not by the inspector', env: { BINNACLE_PROFILING_ENGINE: 'inspector' }, routes: [] },
  {
    when: 'not where the package profiles all the time already',
    env: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_EXPORTER: 'none',
      BINNACLE_PROFILING_WINDOW: '60000',
    },
    routes: [],
  },
  {
    when: 'between two windows of the package',
    env: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_EXPORTER: 'none',
      BINNACLE_PROFILING_WINDOW: '100',
    },
    routes: ['/reports/:id'],
  },
  {
    when: 'in a window of the package, which ends for it',
    env: {
      BINNACLE_PROFILING: 'true',
      BINNACLE_PROFILING_EXPORTER: 'none',
      BINNACLE_PROFILING_WINDOW: '50000',
    },
    routes: ['/reports/:id'],
  },
  {
    when: 'by default, of a request that began before',
    env: {},
    program: 'long-request.mjs',
    routes: ['/reports/:id'],
  },
])(
  'a profile that is asked for tells routes: $when',
  async ({ env, routes, program = 'busy-routes.mjs' }) => {
    const fixture = startFixture(program, {
      env: { ...QUIET, BINNACLE_PROFILING_PORT: '0', BINNACLE_PROFILING_TOKEN_FILE: file, ...env },
    });
    try {
      const port = await portOf(fixture);
      await fixture.line('ready');
      for (let time = 0; time < 2; time++) {
        let answer = await askPage(port, '/profiles/cpu?seconds=1', { authorization });
        // There is a pause between two.
        while (answer.status === 429)
          answer = await askPage(port, '/profiles/cpu?seconds=1', { authorization });
        expect(answer.status).toBe(200);
        const profile = parsePprof(answer.body);
        // Where V8 has optimised the one, its profiles may have the other alone.
        expect(hotFunctions(profile, 1).map(({ name }) => name)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^(?:computeReport|now)$/)]),
        );
        const found = new Set(profile.samples.flatMap(({ labels }) => labels[LABELS.route] ?? []));
        expect([...found]).toEqual(routes);
      }
    } finally {
      await fixture.stop();
    }
  },
  30_000,
);

test.each([
  ['no token', {}],
  ['a short one', { BINNACLE_PROFILING_TOKEN: 'short' }],
  ['a file that is not there', { BINNACLE_PROFILING_TOKEN_FILE: join(folder, 'none') }],
])(
  'there is no page with %s, and a line says so',
  async (_, env) => {
    const { code, messages } = await runFixture('busy.mjs', {
      env: { ...QUIET, BINNACLE_PROFILING_PORT: '0', ...env },
    });
    expect(code).toBe(0);
    expect(messages).toEqual([expect.stringMatching(/no page for profiles: .*BINNACLE_PROFILING_TOKEN/)]);
  },
  30_000,
);
