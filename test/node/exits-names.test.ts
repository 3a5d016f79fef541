import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Gives a program a `resolv.conf` of its own. */
const WITH_OWN_FILE = 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"';

/** For documentation only, so nobody is there: https://www.rfc-editor.org/rfc/rfc5737 */
const NOBODY = 'nameserver 192.0.2.53\nnameserver 198.51.100.53\n';

/** The system's own look-up takes 20 s with two name servers; the setting is 0.5 s, and a busy machine is slow. */
const LIMIT_MILLIS = 6_000;

let folder = '';
const inNamespace = (args: readonly string[]): readonly string[] => [
  '-rm',
  'sh',
  '-c',
  WITH_OWN_FILE,
  'sh',
  join(folder, 'resolv.conf'),
  ...args,
];
const makeFolder = (): void => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-names-'));
  writeFileSync(join(folder, 'resolv.conf'), NOBODY);
};
const canRun = (): boolean => {
  makeFolder();
  return spawnSync('unshare', inNamespace(['true']), { stdio: 'ignore' }).status === 0;
};
const isPossible = process.platform === 'linux' && canRun();

interface Ended {
  readonly status: number | NodeJS.Signals | null;
  readonly millis: number;
  readonly stderr: string;
}

const run = (end: string, protocol: string): Promise<Ended> =>
  new Promise((resolve) => {
    const program = [process.execPath, '--import', 'binnacle/register', 'test/node/fixtures/exits.cjs', end];
    const started = performance.now();
    const child = spawn('unshare', inNamespace(program), {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.test:4318',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 25_000,
      killSignal: 'SIGKILL',
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.startsWith('ready')) child.kill('SIGTERM');
    });
    child.on('close', (code, signal) =>
      resolve({ status: signal ?? code, millis: performance.now() - started, stderr }),
    );
  });

(isPossible ? describe : describe.skip)(
  'name servers that do not answer (skipped without namespaces)',
  () => {
    beforeAll(() => {
      if (!folder) makeFolder();
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test.each([
      ['normal', 'http/protobuf', 0],
      ['normal', 'grpc', 0],
      ['normal after exports', 'http/protobuf', 0],
      ['normal after exports', 'grpc', 0],
      ['process.exit', 'http/protobuf', 4],
      ['process.exit', 'grpc', 4],
      ['uncaught exception', 'http/json', 1],
      ['signal', 'http/protobuf', 'SIGTERM'],
    ] as const)(
      'do not hold up %s, %s',
      async (end, protocol, status) => {
        const ended = await run(end, protocol);
        expect(ended.stderr).toContain('telemetry was lost');
        expect(ended).toMatchObject({ status });
        expect(ended.millis).toBeLessThan(LIMIT_MILLIS);
      },
      30_000,
    );
  },
);
