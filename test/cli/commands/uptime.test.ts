import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { runProgram } from '../../../src/cli/program.ts';
import { createTestIo, type TestIo } from '../test-io.ts';

const ROOT = { directory: '/package', version: '1.2.3' };
const FILES = {
  'good.yaml':
    'probes:\n  - id: home\n    owner: shop\n    http: { url: https://shop.example/ }\nheartbeats:\n  - { id: backup, every: 1h }\n',
  'bad.yaml': 'probes:\n  - id: home\n    htp: { url: https://shop.example/ }\n    interval: often\n',
};
const FAULTS = [
  'bad.yaml:3:5: probes[0]: "htp" is not known; did you mean "http"?',
  'bad.yaml:4:15: probes[0].interval: "often" is not accepted; expected a duration such as 30s, 5m or 24h',
];

const run = async (...argv: readonly string[]): Promise<TestIo> => {
  const io = createTestIo({ files: FILES });
  await runProgram(argv, io, ROOT);
  return io;
};

describe('binnacle monitoring probes', () => {
  test('writes what Prometheus and blackbox-exporter need', async () => {
    const io = await run('monitoring', 'probes', 'good.yaml', '--output', 'out', '--exporter', 'bb:9115');
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    expect(Object.keys(io.written)).toEqual([
      'out/blackbox.yml',
      'out/scrapes/probes.yaml',
      'out/rules/probes-expected.yaml',
    ]);
    expect(io.written['out/scrapes/probes.yaml']).toContain('- bb:9115');
    expect(io.out).toContain('home  http https://shop.example/ every 30 s, shop\n');
    expect(io.out).toContain('backup  reports every 3600 s, 360 s later is late, platform\n');
  });

  test('lets Prometheus reach the exporter by TLS', async () => {
    const io = await run('monitoring', 'probes', 'good.yaml', '--output', 'out', '--tls', '/etc/own');
    expect(parse(io.written['out/scrapes/probes.yaml'] ?? '').scrape_configs[0]).toMatchObject({
      scheme: 'https',
      tls_config: {
        ca_file: '/etc/own/ca.crt',
        cert_file: '/etc/own/client.crt',
        key_file: '/etc/own/client.key',
      },
    });
  });

  test('only looks', async () => {
    const io = await run('monitoring', 'probes', 'good.yaml', '--check', '--json');
    expect(io).toMatchObject({ exitCode: 0, written: {} });
    expect(JSON.parse(io.out)).toMatchObject({ ok: true, files: [], probes: [{ id: 'home', kind: 'http' }] });
  });

  describe('a folder that was written before', () => {
    const text = FILES['good.yaml'];
    const runIn = async (files: Readonly<Record<string, string>>, ...argv: readonly string[]) => {
      const io = createTestIo({ files });
      await runProgram(['monitoring', 'probes', ...argv, '--output', 'out'], io, ROOT);
      return io;
    };

    test('is compared by --check', async () => {
      const files = { 'a.yaml': text, ...(await runIn({ 'a.yaml': text }, 'a.yaml')).written };
      const { exitCode, written, out } = await runIn(files, 'a.yaml', '--check');
      expect([exitCode, written, out.split('\n').at(-2)]).toEqual([0, {}, '3 files in out: up to date']);
      const other = await runIn(
        { ...files, 'a.yaml': text.replace('every: 1h', 'every: 2h') },
        'a.yaml',
        '--check',
      );
      expect([other.exitCode, other.written]).toEqual([1, {}]);
      expect(other.out).toMatch(/^out\/rules\/probes-expected\.yaml: different$/m);
    });

    test('is not taken from another file of probes', async () => {
      const { written } = await runIn({ 'a.yaml': text }, 'a.yaml');
      const again = await runIn({ 'a.yaml': text, 'b.yaml': text, ...written }, 'b.yaml');
      expect([again.exitCode, again.written]).toEqual([2, {}]);
      expect(again.err).toMatch(
        /^out\/blackbox\.yml: was written from a\.yaml, whose probes would be gone; expected /,
      );
      const moved = await runIn({ 'b.yaml': text, ...written }, 'b.yaml');
      expect([moved.exitCode, Object.keys(moved.written).length]).toEqual([0, 3]);
    });
  });

  test('tells every fault with its place, and writes nothing', async () => {
    const io = await run('monitoring', 'probes', 'bad.yaml', '--output', 'out');
    expect(io).toMatchObject({ exitCode: 1, written: {}, out: `${FAULTS.join('\n')}\n2 faults\n` });
    const json = await run('monitoring', 'probes', 'bad.yaml', '--check', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, faults: [{ line: 3, column: 5 }, { line: 4 }] });
  });
});

test('binnacle probe run tells the same faults', async () => {
  expect(await run('probe', 'run', 'bad.yaml')).toMatchObject({
    exitCode: 1,
    out: `${FAULTS.join('\n')}\n2 faults\n`,
  });
});

test.each<[readonly string[], RegExp]>([
  [['monitoring', 'probes', 'good.yaml'], /expected --output <folder>/],
  [['monitoring', 'probes', 'nowhere.yaml', '--check'], /nowhere\.yaml: cannot be read \(ENOENT\)/],
  [['monitoring', 'probes', 'good.yaml', '--output', '/nowhere/x'], /cannot be written \(ENOENT\)/],
  [['probe', 'run', 'nowhere.yaml'], /cannot be read/],
  [['probe', 'run', 'good.yaml', '--otlp', 'collector'], /a URL such as http/],
  [['heartbeat', 'Nightly Backup'], /"Nightly Backup" is not accepted; expected small letters/],
  [['heartbeat'], /missing required argument 'id'/],
  [['audit', 'watch', '--interval', '0'], /seconds from 0\.1 to 3600/],
  [['audit', 'verify', '--days', 'all'], /a whole number of days/],
  [['audit', 'verify', '--expect', 'abc'], /a hash is 64 digits/],
])('%j: exit status 2', async (argv, err) => {
  expect(await run(...argv)).toMatchObject({ exitCode: 2, err: expect.stringMatching(err) });
});

test('a heartbeat that nobody takes: exit status 1', async () => {
  const io = await run('heartbeat', 'backup', '--otlp', 'http://127.0.0.1:9');
  expect(io).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 does not answer/),
  });
});
