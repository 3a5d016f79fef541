import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../src/cli/program.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startLoki } from '../../backends/start-loki.ts';
import { createTestIo, type TestIo } from '../../cli/test-io.ts';
import { shipped } from '../../integration/stack-files.ts';
import { waitFor } from '../../integration/wait-for.ts';

const loki = await requireServer('loki');
const withLoki = loki ? describe : describe.skip;
const ROOT = { directory: '/package', version: '1.2.3' };

withLoki('binnacle audit follow with the real Loki', () => {
  let directory: string;
  let ports: readonly [number, number];
  let server: RunningServer;
  const start = (): Promise<RunningServer> =>
    startLoki({
      binary: loki ?? '',
      config: shipped('loki/loki.yaml'),
      port: ports[0],
      grpcPort: ports[1],
      directory: join(directory, 'loki'),
    });
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'binnacle-follow-'));
    const [http = 0, grpc = 0] = await freePorts(2);
    ports = [http, grpc];
    server = await start();
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const begun = Date.now();
  const line = (path: string): string =>
    `{"time":"${new Date(begun).toISOString().slice(0, 19)}+00:00","user":"ada","path":"${path}","status":200}`;
  const fileOf = (name: string): string => join(directory, `${name}.log`);
  const append = (name: string, ...lines: readonly string[]): void =>
    appendFileSync(fileOf(name), lines.map((one) => `${one}\n`).join(''));

  /** Lines with a word, in the order of their times; each as often as Loki has it. */
  const stored = async (word: string): Promise<readonly string[]> => {
    const parameters = new URLSearchParams({
      query: `{audit_trail="binnacle", service_name="binnacle-access"} |= "${word}"`,
      start: `${begun - 3_600_000}000000`,
      end: `${Date.now() + 60_000}000000`,
      limit: '5000',
      direction: 'forward',
    });
    const response = await fetch(`${server.url}/loki/api/v1/query_range?${parameters}`, {
      headers: { 'x-scope-orgid': 'audit' },
    });
    const { data } = (await response.json()) as {
      data: { result: readonly { values: readonly (readonly [string, string])[] }[] };
    };
    return data.result
      .flatMap(({ values }) => values)
      .sort(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1))
      .map(([, text]) => text);
  };

  const follow = (name: string, ...flags: readonly string[]): { io: TestIo; ended: Promise<unknown> } => {
    const io = createTestIo();
    const args = ['audit', 'follow', fileOf(name), '--loki', server.url, '--interval', '0.1', ...flags];
    return { io, ended: runProgram(args, io, ROOT) };
  };
  const during = async (name: string, act: (io: TestIo) => Promise<unknown>): Promise<TestIo> => {
    const { io, ended } = follow(name);
    try {
      await act(io);
    } finally {
      io.interrupt();
      await ended;
    }
    return io;
  };
  const arrive = (word: string, count: number) =>
    waitFor(
      `${count} lines with ${word}`,
      () => stored(word),
      (found) => found.length >= count,
    );

  test('sends each line as it is and once, in order, and goes on after a restart', async () => {
    // Two of them are the same: each was a request.
    const first = [line('/restart/1'), line('/restart/same'), line('/restart/same'), 'no JSON /restart/4'];
    append('restart', ...first);
    appendFileSync(fileOf('restart'), line('/restart/5').slice(0, 30));
    expect(await during('restart', () => arrive('/restart/', 4))).toMatchObject({ err: '', exitCode: 0 });
    expect(await stored('/restart/')).toEqual(first);

    appendFileSync(fileOf('restart'), `${line('/restart/5').slice(30)}\n`);
    await during('restart', () => arrive('/restart/', 5));
    const { io, ended } = follow('restart', '--once');
    await ended;
    expect(io.out).toMatch(/^0 lines of /);
    expect(await stored('/restart/')).toEqual([...first, line('/restart/5')]);
  }, 60_000);

  test('reads one that was put away to its end, and begins the one in its place', async () => {
    append('rotated', line('/rotated/1'));
    await during('rotated', async () => {
      await arrive('/rotated/', 1);
      renameSync(fileOf('rotated'), fileOf('away'));
      // Its writer has it open still.
      append('away', line('/rotated/2'));
      await arrive('/rotated/', 2);
      append('away', line('/rotated/3'));
      append('rotated', line('/rotated/new'));
      await arrive('/rotated/', 4);
    });
    const found = await stored('/rotated/');
    expect([...found].sort()).toEqual(['1', '2', '3', 'new'].map((one) => line(`/rotated/${one}`)));
    const { io, ended } = follow('away', '--once');
    await ended;
    expect(io.out).toMatch(/^0 lines of /);
  }, 60_000);

  test('loses nothing while Loki is away, and says so once', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => line(`/away/${index}/${'x'.repeat(300)}`));
    append('waiting', line('/away/first'));
    const io = await during('waiting', async (running) => {
      await arrive('/away/', 1);
      await server.stop();
      append('waiting', ...many);
      await waitFor(
        'it is said',
        () => running.err,
        (text) => text !== '',
      );
      server = await start();
      await arrive('/away/', 3_001);
    });
    expect(io.err).toMatch(/^http:\S+ does not answer \(.*ECONNREFUSED.*\); lines wait in \S+\n/);
    expect(await stored('/away/')).toEqual([line('/away/first'), ...many]);
  }, 90_000);

  test('is not stuck where the clock of the writer jumped', async () => {
    const at = (hours: number): string =>
      line(`/jump/${hours}`).replace(
        /"time":"[^"]+"/,
        `"time":"${new Date(begun + hours * 3_600_000).toISOString()}"`,
      );
    const lines = [0, 48, -24, 0].map(at);
    append('jump', ...lines);
    const { io, ended } = follow('jump', '--once');
    await ended;
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    expect(await stored('/jump/')).toHaveLength(4);
  });

  test('says what cannot be read, and that a log was cut', async () => {
    const missing = follow('missing', '--once');
    await missing.ended;
    expect(missing.io).toMatchObject({
      exitCode: 1,
      err: `${fileOf('missing')} cannot be read (ENOENT)\n`,
    });
    append('cut', line('/cut/1'), line('/cut/2'));
    await follow('cut', '--once').ended;
    writeFileSync(fileOf('cut'), `${line('/cut/1')}\n`);
    const { io, ended } = follow('cut', '--once');
    await ended;
    expect([io.exitCode, io.err]).toEqual([1, expect.stringMatching(/was cut: \d+ bytes of it were sent/)]);
  });

  test('takes certificates for https alone, and only from a folder that has them', async () => {
    const without = follow('restart', '--once', '--tls', directory);
    await without.ended;
    expect([without.io.exitCode, without.io.err]).toEqual([
      2,
      expect.stringMatching(/ca\.crt cannot be read \(ENOENT\); a folder with/),
    ]);
    for (const file of ['ca.crt', 'client.crt', 'client.key']) writeFileSync(join(directory, file), '');
    const { io, ended } = follow('restart', '--once', '--tls', directory);
    await ended;
    expect([io.exitCode, io.err]).toEqual([2, expect.stringContaining('an address of https is needed')]);
  });
});
