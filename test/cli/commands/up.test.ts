import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Summary } from '../../../src/backend/store/store.ts';
import { prepareStack } from '../../../src/cli/commands/stack/prepare.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { getJson, start, until } from '../../backend/start.ts';
import { createTestIo, type TestIo, type TestIoOptions } from '../test-io.ts';

const ROOT = { directory: '/package', version: '1.2.3' };
const FREE = ['--port', '0', '--otlp-http-port', '0', '--otlp-grpc-port', '0'];
const FREE_ENV = {
  BINNACLE_UP_PORT: '0',
  BINNACLE_UP_OTLP_HTTP_PORT: '0',
  BINNACLE_UP_OTLP_GRPC_PORT: '0',
};

const running: { io: TestIo; ended: Promise<void> }[] = [];
afterEach(async () => {
  for (const { io } of running) io.interrupt();
  await Promise.all(running.splice(0).map(({ ended }) => ended));
});

/** Runs to the end. */
const run = async (argv: readonly string[], options: TestIoOptions = {}): Promise<TestIo> => {
  const io = createTestIo(options);
  await runProgram(argv, io, ROOT);
  return io;
};

interface Announced {
  readonly mode: string;
  readonly reason: string;
  readonly urls: Readonly<Record<string, string>>;
}

/** Runs with --json until the URLs are printed. */
const runEmbedded = async (argv: readonly string[], options: TestIoOptions = {}) => {
  const io = createTestIo(options);
  const ended = runProgram(['up', '--json', ...argv], io, ROOT);
  running.push({ io, ended });
  const line = await until('the line of JSON', () => {
    if (io.exitCode !== 0) throw new Error(io.err);
    return io.out.endsWith('\n') ? io.out : undefined;
  });
  return { io, ended, announced: JSON.parse(line) as Announced };
};

const docker = (line: string) => ({ ok: /^docker (?:compose|info)/.test(line), output: '' });
const noEngine = (line: string) => ({ ok: line !== 'docker info', output: '' });

describe('the embedded backend', () => {
  test('runs until it is interrupted, and ends with 0', async () => {
    const { io, ended, announced } = await runEmbedded(['--embedded', ...FREE]);
    expect(announced).toEqual({
      mode: 'embedded',
      reason: '--embedded asks for it',
      urls: {
        page: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        otlpHttp: expect.stringMatching(/^http:/),
        otlpGrpc: expect.stringMatching(/^http:/),
      },
    });
    const page = `${announced.urls.page}/healthz`;
    expect((await fetch(page)).status).toBe(200);
    io.interrupt();
    await ended;
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    await expect(fetch(page)).rejects.toThrow();
  });

  test('says that it keeps rates by the second for a day at most', async () => {
    const { io } = await runEmbedded(['--embedded', ...FREE], {
      env: { HIGH_RESOLUTION_RETENTION_HOURS: '48' },
    });
    expect(io.err).toBe('rates by the second are kept for 24 hours at most\n');
  });

  const reasons: { name: string; argv: string[]; options: TestIoOptions; reason: RegExp }[] = [
    { name: 'no Docker', argv: [], options: { env: FREE_ENV }, reason: /docker compose version.*failed/ },
    { name: 'no engine', argv: [], options: { env: FREE_ENV, run: noEngine }, reason: /docker info.*failed/ },
    { name: 'a flag that only it has', argv: FREE, options: { run: docker }, reason: /^--port is a setting/ },
  ];
  test.each(reasons)('is chosen: $name', async ({ argv, options, reason }) => {
    const { announced } = await runEmbedded(argv, options);
    expect(announced).toMatchObject({ mode: 'embedded', reason: expect.stringMatching(reason) });
  });

  test('for people: why, the URLs, and the line to use; colour only on a terminal', async () => {
    for (const [isTTY, env, colour] of [
      [false, {}, false],
      [true, {}, true],
      [true, { NO_COLOR: '1' }, false],
    ] as const) {
      const io = createTestIo({ isTTY, env });
      const ended = runProgram(['up', '--embedded', ...FREE], io, ROOT);
      await until('the URLs', () => (io.out.includes('Ctrl-C') ? true : undefined));
      io.interrupt();
      await ended;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
      expect(/\u001b\[/.test(io.out)).toBe(colour);
      expect(io.out).toMatch(/^Starting the embedded backend, because --embedded asks for it\.\n/);
      expect(io.out).toMatch(
        /OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/127\.0\.0\.1:\d+ node --import binnacle\/register/,
      );
    }
  });

  test('a flag comes before the file, the file before the environment, that before the default', async () => {
    const files = { 'up.yaml': 'port: 0\notlpHttpPort: 0\notlpGrpcPort: 0\nmaxSpans: 22\nmaxLogs: 22\n' };
    const env = { BINNACLE_UP_PORT: '1', BINNACLE_UP_MAX_LOGS: '33', BINNACLE_UP_MAX_SERIES: '33' };
    const { announced } = await runEmbedded(['--config', 'up.yaml'], { files, env });
    const { stores } = await getJson<Summary>(`${announced.urls.page}/api/summary`);
    expect(stores).toMatchObject({
      traces: { maxSpans: 22 },
      logs: { maxRecords: 22 },
      metrics: { maxEndpoints: 33 },
    });
    const wrong = { 'up.yaml': 'port: 1\n' };
    await runEmbedded(['--config', 'up.yaml', ...FREE], { files: wrong });
  });

  test('a bad value in the environment is a warning, and the default is used', async () => {
    const env = { ...FREE_ENV, BINNACLE_UP_MAX_SPANS: 'many' };
    const { io, announced } = await runEmbedded(['--embedded'], { env });
    expect(io.err).toMatch(/^BINNACLE_UP_MAX_SPANS: "many" .*\n$/);
    const { stores } = await getJson<Summary>(`${announced.urls.page}/api/summary`);
    expect(stores.traces.maxSpans).toBe(100_000);
  });

  test('a port in use: one message, exit status 1', async () => {
    const { pageUrl } = await start();
    const { port } = new URL(pageUrl);
    const io = await run(['up', '--embedded', ...FREE, '--port', port]);
    expect(io.exitCode).toBe(1);
    expect(io.err).toBe(
      `port ${port} on 127.0.0.1 for the page is in use; choose another with --port or BINNACLE_UP_PORT (0 takes a free one)\n`,
    );
  });
});

describe('Docker', () => {
  test('is chosen where it answers, and the stack is left running', async () => {
    const io = await run(['up'], { run: docker });
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    expect(io.ran.at(-1)).toBe('docker compose -f /package/docker-compose.monitoring.yml up -d --wait');
    for (const text of [':3000', ':16686', ':9090', ':9093', ':4318', ':4317', 'admin-password', ' down'])
      expect(io.out).toContain(text);
  });

  test('as JSON', async () => {
    const io = await run(['up', '--json'], { run: docker });
    expect(JSON.parse(io.out)).toMatchObject({ mode: 'docker', urls: { grafana: 'http://127.0.0.1:3000' } });
  });

  test('gets the retention that was set, as its servers accept it', async () => {
    const given: unknown[] = [];
    const io = await run(['up', '--docker'], {
      env: {
        METRICS_RETENTION_DAYS: '400',
        HIGH_RESOLUTION_RETENTION_HOURS: '1.5',
        TRACES_RETENTION_DAYS: 'long',
      },
      run: (line, { env }) => {
        if (line.includes(' up ')) given.push(env);
        return docker(line);
      },
    });
    // What was not set is left to compose, which reads a file .env.
    expect(given).toEqual([
      {
        COMPOSE_PROFILES: 'binnacle',
        METRICS_RETENTION_DAYS: '400',
        HIGH_RESOLUTION_RETENTION_HOURS: '2',
        TRACES_RETENTION_DAYS: '7',
      },
    ]);
    expect(io.err).toMatch(/TRACES_RETENTION_DAYS.*"long"/);
  });

  const failures: { name: string; run: (line: string) => { ok: boolean; output: string }; err: RegExp }[] = [
    {
      name: 'asked for and not there',
      run: noEngine,
      err: /no Docker engine answers; `binnacle up --embedded`/,
    },
    {
      name: 'the stack does not start',
      run: (line) => ({ ok: !line.includes(' up '), output: '' }),
      err: /could not start the stack; `binnacle up --embedded`/,
    },
  ];
  test.each(failures)('$name: exit status 1', async ({ run: answer, err }) => {
    const io = await run(['up', '--docker'], { run: answer });
    expect(io).toMatchObject({ exitCode: 1, err: expect.stringMatching(err) });
  });

  test('is asked with a limit of five seconds', async () => {
    const limits: (number | undefined)[] = [];
    await run(['up', '--docker'], {
      run: (_, { timeoutMillis }) => {
        limits.push(timeoutMillis);
        return { ok: false, output: '' };
      },
    });
    expect(limits).toEqual([5000]);
  });
});

describe('pages', () => {
  const ORIGINS = 'https://shop.example,https://*.shop.example';

  test('send to the Docker stack with the key of the environment', async () => {
    const given: unknown[] = [];
    const io = await run(['up', '--docker', '--browsers', ORIGINS, '--json'], {
      env: { RUM_API_KEY: 'the-key', BINNACLE_BROWSERS_PORT: '4400' },
      run: (line, { env }) => {
        if (line.includes(' up ')) given.push(env);
        return docker(line);
      },
    });
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    expect(io.ran.at(-1)).toBe(
      'docker compose -f /package/docker-compose.monitoring.yml -f /package/docker-compose.browsers.yml up -d --wait',
    );
    expect(given).toEqual([
      {
        COMPOSE_PROFILES: 'binnacle',
        RUM_API_KEY: 'the-key',
        RUM_ALLOWED_ORIGINS: '[https://shop.example, https://*.shop.example]',
      },
    ]);
    expect(JSON.parse(io.out)).toMatchObject({
      urls: { browsers: 'http://127.0.0.1:4400' },
      pages: {
        endpoint: 'http://127.0.0.1:4400',
        origins: ['https://shop.example', 'https://*.shop.example'],
        apiKey: 'the-key',
        start:
          "import { start } from 'binnacle/web'; start({ service: 'shop-page', endpoint: 'http://127.0.0.1:4400', apiKey: 'the-key' });",
        contentSecurityPolicy: "connect-src 'self' http://127.0.0.1:4400",
      },
    });
  });

  test('get a key where there is none, and whoever reads is told to keep it', async () => {
    const io = await run(['up', '--docker', '--browsers', 'http://localhost:5173'], { run: docker });
    const [, key] = /apiKey: '([0-9a-f]{32})'/.exec(io.out) ?? [];
    expect(key).toBeDefined();
    expect(io.out).toContain(`RUM_API_KEY=${key}; another one is made the next time`);
    expect(io.out).toContain("Content-Security-Policy: connect-src 'self' http://127.0.0.1:4319");
    // What stops it needs what compose was given.
    expect(io.out).toMatch(/RUM_API_KEY=\w+ RUM_ALLOWED_ORIGINS=\S+ docker compose .* down/);
  });

  test('send to the embedded backend, those of the list alone', async () => {
    const origin = 'http://localhost:5173';
    const { announced } = await runEmbedded(['--embedded', ...FREE, '--browsers', 'http://localhost:*']);
    const { pages } = announced as unknown as { pages: { endpoint: string } };
    expect(pages).toMatchObject({ endpoint: announced.urls.otlpHttp, origins: ['http://localhost:*'] });
    const allowed = async (from: string): Promise<string | null> =>
      (
        await fetch(`${pages.endpoint}/v1/logs`, {
          method: 'POST',
          headers: { origin: from, 'content-type': 'application/json' },
          body: '{}',
        })
      ).headers.get('access-control-allow-origin');
    expect([await allowed(origin), await allowed('http://elsewhere.example')]).toEqual([origin, null]);
  });
});

describe('the secured stack', () => {
  let directory = '';
  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'binnacle-up-')), 'stack');
  });
  afterEach(() => rmSync(dirname(directory), { recursive: true, force: true }));
  const upSecure = (options: TestIoOptions = {}, ...argv: string[]): Promise<TestIo> =>
    run(['up', '--secure', '--stack', directory, ...argv], { run: docker, ...options });

  test('gets what it needs, is started with it, and everything is by TLS', async () => {
    const io = await upSecure();
    expect(io).toMatchObject({ exitCode: 0, err: '' });
    const files = `--env-file ${directory}/stack.env -f /package/docker-compose.monitoring.yml -f /package/docker-compose.secure.yml`;
    expect(io.ran.at(-1)).toBe(`docker compose ${files} up -d --wait`);
    for (const text of [
      'https://localhost:8443',
      '/jaeger/',
      'otel.env',
      'operator-password',
      `${files} --profile binnacle down`,
    ])
      expect(io.out).toContain(text);
    expect(io.out).not.toContain('http://');
    expect(readFileSync(join(directory, 'stack.env'), 'utf8')).toContain(
      `BINNACLE_STACK_DIRECTORY=${directory}\n`,
    );
  });

  test('as JSON, under the name that was given', async () => {
    prepareStack({ directory, names: ['telemetry.example'] });
    const io = await upSecure(
      { env: { BINNACLE_BIND_ADDRESS: '0.0.0.0', BINNACLE_HTTPS_PORT: '443' } },
      '--json',
    );
    expect(JSON.parse(io.out)).toEqual({
      mode: 'docker',
      reason: '--secure asks for it',
      urls: {
        grafana: 'https://telemetry.example:443',
        jaeger: 'https://telemetry.example:443/jaeger/',
        prometheus: 'https://telemetry.example:443/prometheus/',
        alertmanager: 'https://telemetry.example:443/alertmanager/',
        otlpHttp: 'https://telemetry.example:4318',
        otlpGrpc: 'https://telemetry.example:4317',
      },
    });
  });

  test('takes data of pages, remembers it, and closes that way in again', async () => {
    prepareStack({ directory, names: ['telemetry.example'] });
    const files = (io: TestIo): string => io.ran.at(-1)?.replace(/.*secure\.yml/, '') ?? '';
    const first = await upSecure({}, '--browsers', 'https://shop.example', '--json');
    expect(files(first)).toBe(' -f /package/docker-compose.secure-browsers.yml up -d --wait');
    const { urls, pages } = JSON.parse(first.out);
    expect(urls.browsers).toBe('https://telemetry.example:4319');
    expect(pages.apiKey).toMatch(/^[0-9a-f]{32}$/);
    // Another key in the environment is not that of this stack.
    const again = JSON.parse((await upSecure({ env: { RUM_API_KEY: 'other' } }, '--json')).out);
    expect(again.pages).toEqual(pages);
    const closed = await upSecure({}, '--browsers', 'none');
    expect(files(closed)).toBe(' up -d --wait --remove-orphans');
    expect(closed.out).not.toContain('4319');
    expect(files(await upSecure())).toBe(' up -d --wait');
  });

  test('without its authorities it takes no other pages than it knows', async () => {
    prepareStack({ directory, origins: ['https://shop.example'] });
    rmSync(join(directory, 'ca'), { recursive: true });
    expect(await upSecure({}, '--browsers', 'https://shop.example')).toMatchObject({ exitCode: 0 });
    expect(await upSecure({}, '--browsers', 'https://other.example')).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/without the authorities.*binnacle stack certs --browsers/),
    });
  });

  test('starts as it is where its authorities are kept elsewhere', async () => {
    prepareStack({ directory, names: ['telemetry.example'] });
    rmSync(join(directory, 'ca'), { recursive: true });
    const before = readFileSync(join(directory, 'proxy/server.crt'), 'utf8');
    const io = await upSecure({ env: { BINNACLE_BIND_ADDRESS: '0.0.0.0' } });
    expect(io).toMatchObject({
      exitCode: 0,
      err: '',
      out: expect.stringContaining('https://telemetry.example:8443'),
    });
    expect(readFileSync(join(directory, 'proxy/server.crt'), 'utf8')).toBe(before);
  });

  test('is not reached by others before they have a name for it', async () => {
    const io = await upSecure({ env: { BINNACLE_BIND_ADDRESS: '0.0.0.0' } });
    expect(io).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/binnacle stack certs --directory .* --names/),
    });
    expect(io.ran.filter((line) => line.includes(' up '))).toEqual([]);
  });

  test('without it, nothing listens beyond loopback', async () => {
    for (const address of ['0.0.0.0', '10.0.0.7', '::']) {
      const io = await run(['up'], { run: docker, env: { BINNACLE_BIND_ADDRESS: address } });
      expect(io).toMatchObject({
        exitCode: 2,
        err: expect.stringMatching(/stays on loopback.*`binnacle up --secure`/),
      });
      expect(io.ran.filter((line) => line.includes(' up '))).toEqual([]);
    }
  });

  test.each([
    ['--embedded', /cannot be used with/],
    ['--port', /cannot be used with/],
  ])('is not for %s', async (flag, err) => {
    const io = await upSecure({}, flag, ...(flag === '--port' ? ['1'] : []));
    expect(io).toMatchObject({ exitCode: 2, err: expect.stringMatching(err) });
  });

  test('where it does not start: exit status 1', async () => {
    const io = await upSecure({ run: (line) => ({ ok: !line.includes(' up '), output: '' }) });
    expect(io).toMatchObject({ exitCode: 1, err: expect.stringMatching(/could not start the stack/) });
  });
});

describe('a fault of the user: exit status 2', () => {
  const files = {
    'broken.yaml': 'port: 1\nmaxLogs: [1\n',
    'key.yaml': 'host: localhost\nmaxSpan: 3\n',
    'far.yaml': 'somethingElse: 3\n',
    'value.yaml': 'port: 99999\nmaxLogs: none\n',
    'nested.yaml': 'port:\n  http: 1\n',
    'twice.yaml': 'port: 1\nport: 2\n',
    'list.yaml': '- port\n',
    'two.yaml': 'port: 1\n---\nport: 2\n',
    'bomb.yaml': ['a: &a [x, x]', ...'bcdefghijk']
      .map((c, i, all) => (i === 0 ? c : `${c}: &${c} [${`*${i === 1 ? 'a' : all[i - 1]}, `.repeat(9)}]`))
      .join('\n'),
  };
  const cases: [argv: string[], err: RegExp][] = [
    [['upp'], /unknown command 'upp'\n\(Did you mean up\?\)/],
    [['up', '--prot', '1'], /unknown option '--prot'\n\(Did you mean --port\?\)/],
    [
      ['up', '--port', '65536'],
      /^--port: "65536" is not accepted; expected a whole number from 0 to 65535\n$/,
    ],
    [['up', '--port', ''], /^--port: "" is not accepted/],
    [['up', '--port'], /argument missing/],
    [['up', 'extra'], /too many arguments/],
    [['up', '--embedded', '--docker'], /cannot be used with/],
    [['up', '--docker', '--port', '1'], /cannot be used with/],
    [['up', '--browsers', '*'], /^--browsers: "\*" lets in every page there is; list the origins of yours/],
    [['up', '--browsers', 'shop.example'], /^--browsers: "shop.example" is no origin; expected a scheme/],
    [['up', '--browsers', 'https://shop.example/cart,null'], /is no origin.*\n--browsers: "null" lets in/],
    [['up', '--browsers', ','], /^--browsers: there is none; list the origins of your pages/],
    [['up', '--browsers'], /argument missing/],
    [['up', '--config', 'none.yaml'], /^--config none\.yaml: cannot be read \(ENOENT\)\n$/],
    [['up', '--config', 'broken.yaml'], /^broken\.yaml:\d:\d+: /],
    [['up', '--config', 'key.yaml'], /^key\.yaml:2:1: unknown key "maxSpan"; did you mean "maxSpans"\?\n$/],
    [['up', '--config', 'far.yaml'], /^far\.yaml:1:1: unknown key "somethingElse"; accepted: host, port/],
    [
      ['up', '--config', 'value.yaml'],
      /^value\.yaml:1:7: port: 99999 is not accepted; expected a whole number from 0 to 65535\nvalue\.yaml:2:10: maxLogs: "none"/,
    ],
    [['up', '--config', 'nested.yaml'], /^nested\.yaml:2:3: port: \{"http":1\} is not accepted/],
    [['up', '--config', 'twice.yaml'], /^twice\.yaml:2:1: .*unique/],
    [['up', '--config', 'list.yaml'], /^list\.yaml:1:1: expected keys and values; keys: host/],
    [['up', '--config', 'two.yaml'], /^two\.yaml:\d:\d: a second document/],
    [['up', '--config', 'bomb.yaml'], /^bomb\.yaml:1:1: .*alias/],
  ];
  test.each(cases)('%j', async (argv, err) => {
    const io = await run(argv, { files });
    expect({ exitCode: io.exitCode, err: io.err, out: io.out }).toEqual({
      exitCode: 2,
      err: expect.stringMatching(err),
      out: '',
    });
  });
});

test('an empty configuration file is the same as none', async () => {
  const options = { files: { 'empty.yaml': '# nothing\n' }, env: FREE_ENV };
  const { announced } = await runEmbedded(['--config', 'empty.yaml'], options);
  expect(announced.mode).toBe('embedded');
});
