import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startChild, urlOfMessage } from '../../scripts/start/child.ts';
import { freePort } from '../backends/ports.ts';
import { installedPackage } from './installed-package.ts';
import { waitFor } from './wait-for.ts';

const END_MILLIS = 15_000;

let project: string;
let directory: string;

beforeAll(async () => {
  project = await installedPackage();
  directory = await mkdtemp(join(tmpdir(), 'binnacle-bad-input-'));
}, 120_000);

afterAll(() => rm(directory, { recursive: true, force: true }));

interface Ended {
  readonly status: number | string | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node.js in the project to its end; what stays is killed and has no status. */
const node = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = {
      cwd: project,
      env: { ...process.env, ...env },
      timeout: END_MILLIS,
      killSignal: 'SIGKILL',
    } as const;
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });

const binnacle = (...args: string[]): Promise<Ended> =>
  node(['node_modules/binnacle/dist/cli/main.js', ...args]);

const linesOfBinnacle = (output: string): string[] =>
  output.split('\n').filter((line) => line.startsWith('binnacle: '));

describe('a running service', () => {
  /** Runs the storefront with the variable, has it answer, ends it, and returns Binnacle’s lines. */
  const serve = async (env: Readonly<Record<string, string>>): Promise<string[]> => {
    const storefront = await startChild({
      name: 'storefront',
      args: ['--import', 'binnacle/register', 'examples/storefront/server.mjs'],
      cwd: project,
      env: { PORT: '0', SLOW_MILLIS: '1', ...env },
      ready: urlOfMessage,
    });
    try {
      for (let i = 0; i < 5; i++) {
        const response = await fetch(`${storefront.ready}/slow`);
        expect([response.status, await response.json()]).toEqual([200, { waitedMillis: 1 }]);
      }
    } finally {
      await storefront.stop();
    }
    expect(await storefront.ended).toBe('ended with status 0');
    return linesOfBinnacle(storefront.output());
  };

  test('with an unknown preset says which there are, and uses the default', async () => {
    const lines = await serve({
      BINNACLE_SAMPLING: 'prodction',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    });
    expect(lines).toEqual([
      'binnacle: BINNACLE_SAMPLING: "prodction" is not accepted, expected one of development, high-volume, production, staging; "development" is used',
    ]);
  }, 30_000);

  test('with a malformed endpoint says what one looks like', async () => {
    const [line] = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' });
    expect(line).toBe(
      'binnacle: OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" is not accepted, expected a URL such as http://localhost:4318; it is ignored',
    );
  }, 30_000);

  test.each(['false', 'true'])(
    'without its Collector says so once, and ends when it shall (live: %s)',
    async (live) => {
      const url = `http://127.0.0.1:${await freePort()}`;
      const lines = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: url, BINNACLE_LIVE: live });
      expect(lines).toEqual([
        expect.stringContaining(url),
        expect.stringMatching(/^binnacle: telemetry was lost: \d+ spans \(shutdown\), /),
      ]);
      expect(lines[0]).toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
    },
    30_000,
  );

  test('that comes to its end by itself is not kept by a Collector that is away', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const script = 'setTimeout(() => console.log("done"), 1_000)';
    const { status, stdout } = await node(['--import', 'binnacle/register', '--eval', script], {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      BINNACLE_LIVE: 'true',
    });
    expect([status, stdout]).toEqual([0, 'done\n']);
  }, 30_000);
});

describe('binnacle up', () => {
  test('with a port in use says which, and how to choose another', async () => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
    try {
      const ports = ['--port', '0', '--otlp-http-port', String(port), '--otlp-grpc-port', '0'];
      const { status, stderr } = await binnacle('up', '--embedded', ...ports);
      expect(status).toBe(1);
      expect(stderr).toMatch(new RegExp(`^port ${port} .*in use.*BINNACLE_UP_OTLP_HTTP_PORT.*\n$`));
    } finally {
      taken.close();
    }
  }, 30_000);

  test.each([
    ['broken YAML', 'port: [3300\nhost: 127.0.0.1\n', /^\S+\.yaml:\d+:\d+: .+\n$/],
    [
      'an unknown key',
      'port: 0\nhots: localhost\n',
      /^\S+\.yaml:2:1: unknown key "hots"; did you mean "host"\?\n$/,
    ],
    [
      'a value out of range',
      'maxSpans: many\n',
      /^\S+\.yaml:1:11: maxSpans: "many" is not accepted; expected a whole number/,
    ],
  ])(
    'with %s in its file says where and what',
    async (_, text, expected) => {
      const file = join(directory, 'binnacle.yaml');
      await writeFile(file, text);
      const { status, stderr, stdout } = await binnacle('up', '--embedded', '--config', file);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(expected);
    },
    30_000,
  );

  test('with an unknown option says so', async () => {
    const { status, stderr } = await binnacle('up', '--prot', '3300');
    expect([status, stderr]).toEqual([2, expect.stringContaining('--port')]);
  }, 30_000);
});

describe('the embedded receiver', () => {
  test('answers what it cannot read with 400 and goes on', async () => {
    const { startBackend, FREE_PORTS } = await import('../../scripts/start/backend.ts');
    const backend = await startBackend(join(project, 'node_modules/binnacle/dist/cli/main.js'), FREE_PORTS);
    try {
      const send = async (body: string, type: string): Promise<number> =>
        (
          await fetch(`${backend.ready.otlpHttp}/v1/traces`, {
            method: 'POST',
            headers: { 'content-type': type },
            body,
          })
        ).status;
      expect(await send('{"resourceSpans": [', 'application/json')).toBe(400);
      expect(await send('not protobuf', 'application/x-protobuf')).toBe(400);
      expect(await send('['.repeat(100_000), 'application/json')).toBe(400);
      expect(await send('x'.repeat(17 * 2 ** 20), 'application/json')).toBe(413);
      await waitFor('the page still answers', async () => (await fetch(`${backend.ready.page}/healthz`)).ok);
    } finally {
      await backend.stop();
    }
  }, 60_000);
});
