import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DoctorResult, Problem } from '../../../src/cli/commands/doctor/result.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../../node/otlp-receiver.ts';
import { createTestIo, type TestIo } from '../test-io.ts';
import { type FakeServer, freePort, startGrpcServer, startServer } from './doctor/fake-server.ts';

const root = join(import.meta.dirname, '../../..');
const ROOT = { directory: root, version: '1.2.3' };
const fixture = (name: string): string => join(root, 'test/cli/fixtures', name);

const SECRET = 'hunter2-hunter2';
const KEY = { OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${SECRET}` };

const servers: Pick<FakeServer | OtlpReceiver, 'close'>[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
const kept = async <S extends Pick<FakeServer, 'close'>>(server: Promise<S>): Promise<S> => {
  servers.push(await server);
  return server;
};

beforeAll(() => {
  if (!existsSync(join(root, 'dist/node/register.js'))) throw new Error('no dist: run npm run build first');
});

const doctor = async (
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestIo> => {
  const files = { [fixture('too-late.cjs')]: readFileSync(fixture('too-late.cjs'), 'utf8') };
  const io = createTestIo({
    files,
    env: { PATH: process.env.PATH ?? '', OTEL_SERVICE_NAME: 'shop', ...env },
  });
  await runProgram(['doctor', ...argv], io, ROOT);
  return io;
};

/** With --json; the secret must not be anywhere, whatever happens. */
const examined = async (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const io = await doctor(['--json', ...argv], { ...KEY, ...env });
  expect(io.out + io.err).not.toContain(SECRET);
  const result = JSON.parse(io.out) as DoctorResult;
  expect(io.exitCode).toBe(result.ok ? 0 : 1);
  return { io, result };
};

const messages = (problems: readonly Problem[]): string =>
  problems.map(({ message, fix }) => `${message} → ${fix}`).join('\n');

describe('the environment alone', () => {
  test.each(['http/protobuf', 'http/json'])('all is well: %s', async (protocol) => {
    const receiver = await kept(startOtlpReceiver());
    const { result } = await examined([], {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    });
    expect(result).toMatchObject({ version: 1, ok: true, program: null, processes: [], problems: [] });
    expect(result.signals.map(({ signal, result, answer }) => [signal, result, answer])).toEqual([
      ['traces', 'accepted', 'HTTP 200 OK'],
      ['metrics', 'accepted', 'HTTP 200 OK'],
      ['logs', 'accepted', 'HTTP 200 OK'],
    ]);
    expect(Math.abs(result.clock?.skewMillis ?? Number.NaN)).toBeLessThan(2_000);
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/v1/traces', '/v1/metrics', '/v1/logs']);
    for (const { body, headers } of receiver.requests) {
      expect(body.toString('latin1')).toContain('binnacle.doctor');
      expect(headers.authorization).toBe(`Bearer ${SECRET}`);
    }
  });

  test('what is not exported is not tried', async () => {
    const { result } = await examined([], {
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_LOGS_EXPORTER: 'console',
    });
    expect(result).toMatchObject({
      ok: true,
      signals: [
        { signal: 'traces', result: 'off' },
        { signal: 'metrics', result: 'local', answer: 'prometheus' },
        { signal: 'logs', result: 'local', answer: 'console' },
      ],
    });
  });

  test('--no-send sends nothing', async () => {
    const receiver = await kept(startOtlpReceiver());
    const { result } = await examined(['--no-send'], { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(result).toMatchObject({ ok: true, signals: [] });
    expect(receiver.requests).toEqual([]);
  });

  test('a setting that is not accepted is a problem', async () => {
    const { result } = await examined(['--no-send'], { OTEL_BSP_SCHEDULE_DELAY: 'soon' });
    expect(messages(result.problems)).toMatch(/OTEL_BSP_SCHEDULE_DELAY: "soon" is not accepted/);
  });

  test.each([{ OTEL_SDK_DISABLED: 'true' }, { APM_ENABLED: 'false' }])('%j is a problem', async (env) => {
    const { result } = await examined(['--no-send'], env);
    expect(messages(result.problems)).toMatch(/switched off/);
  });
});

interface Fault {
  readonly what: string;
  readonly server: () => Promise<FakeServer>;
  readonly env?: Readonly<Record<string, string>>;
  readonly result: string;
  readonly problem: RegExp;
}

const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}) =>
  () =>
    startServer((_request, response) => response.writeHead(status, headers).end(body));

const FAULTS: readonly Fault[] = [
  {
    what: 'nothing listens',
    server: async () => {
      const port = await freePort();
      return { port, url: `http://127.0.0.1:${port}`, close: async () => {} };
    },
    result: 'unreachable',
    problem:
      /traces, metrics and logs do not arrive: (?:Error: )?connect ECONNREFUSED.*→ (?:nothing listens|inside a container)/,
  },
  {
    what: 'the key is refused, and repeated',
    server: answering(401, `no such key: ${SECRET}`, { 'content-type': 'text/plain' }),
    result: 'refused',
    problem:
      /are refused: HTTP 401 Unauthorized: no such key: \*\*\* → the key in OTEL_EXPORTER_OTLP_HEADERS/,
  },
  {
    what: 'no key',
    server: answering(401),
    env: { OTEL_EXPORTER_OTLP_HEADERS: '' },
    result: 'refused',
    problem: /HTTP 401 Unauthorized → no key is sent/,
  },
  {
    what: 'a path too many',
    server: answering(404),
    result: 'refused',
    problem: /→ there is no OTLP receiver for/,
  },
  {
    what: 'a web page',
    server: answering(200, '<html>hello</html>', { 'content-type': 'text/html' }),
    result: 'refused',
    problem: /→ a web page answers/,
  },
  {
    what: 'an encoding that is not taken',
    server: answering(415),
    result: 'refused',
    problem: /→ the server does not take http\/protobuf/,
  },
  {
    what: 'gRPC where HTTP is asked for',
    server: startGrpcServer,
    result: 'unreachable',
    problem: /Parse Error.* → .*speaks no HTTP\/1.*OTEL_EXPORTER_OTLP_PROTOCOL=grpc/,
  },
  {
    what: 'HTTP where gRPC is asked for',
    server: answering(200),
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    result: 'unreachable',
    problem: /Protocol error → .*speaks no gRPC.*OTEL_EXPORTER_OTLP_PROTOCOL=http\/protobuf/,
  },
  {
    what: 'gRPC without a pipeline',
    server: startGrpcServer,
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    result: 'refused',
    problem: /UNIMPLEMENTED.* → the server takes no traces by gRPC/,
  },
  {
    what: 'a part is refused',
    server: answering(
      200,
      '{"partialSuccess":{"rejectedSpans":1,"rejectedDataPoints":1,"rejectedLogRecords":1,"errorMessage":"too old"}}',
      {
        'content-type': 'application/json',
      },
    ),
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    result: 'partly-accepted',
    problem: /are taken in part only: HTTP 200 OK, 1 rejected: too old/,
  },
  {
    what: 'a clock that is an hour ahead',
    server: () =>
      startServer((_request, response) => {
        response.sendDate = false;
        response.writeHead(200, { date: new Date(Date.now() + 3_600_000).toUTCString() }).end();
      }),
    result: 'accepted',
    problem: /the clock of this machine is 3\d{3}\.\d s behind the server's/,
  },
];

describe('what is in the way', () => {
  test.each(FAULTS)(
    '$what',
    async ({ server, env, result: expected, problem }) => {
      const { url } = await kept(server());
      const { io, result } = await examined([], { OTEL_EXPORTER_OTLP_ENDPOINT: url, ...env });
      expect(io.exitCode).toBe(1);
      expect(result.signals.map((each) => each.result)).toEqual([expected, expected, expected]);
      expect(messages(result.problems)).toMatch(problem);
    },
    30_000,
  );

  test('HTTPS to a server that has none', async () => {
    const { port } = await kept(answering(200)());
    const { result } = await examined([], { OTEL_EXPORTER_OTLP_ENDPOINT: `https://127.0.0.1:${port}` });
    expect(messages(result.problems)).toMatch(/→ the server speaks no TLS/);
  });
});

describe('a program', () => {
  test('runs until it listens, and is looked into', async () => {
    const receiver = await kept(startOtlpReceiver());
    const { io, result } = await examined(['--', process.execPath, fixture('serves.mjs')], {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'pino',
    });
    expect(io.err).toContain('the service listens\n');
    expect(result).toMatchObject({
      ok: true,
      problems: [],
      program: { ended: 'stopped', loadedBy: 'doctor' },
    });
    const [main] = result.processes;
    expect(main).toMatchObject({ listening: true, resource: { 'service.name': 'shop' } });
    const statusOf = (name: string) => main?.instrumentations.find((each) => each.name === name);
    expect(statusOf('express')).toMatchObject({
      status: 'active',
      packages: expect.arrayContaining([expect.stringMatching(/^express 5\./)]),
    });
    expect(statusOf('http')).toMatchObject({ status: 'active' });
    expect(statusOf('pg')).toMatchObject({
      status: 'not-loaded',
      packages: expect.arrayContaining([expect.stringMatching(/^pg 8\./)]),
    });
    expect(statusOf('pino')).toMatchObject({ status: 'disabled', why: expect.stringContaining('DISABLED') });
    expect(result.settings).toContainEqual({ name: 'OTEL_SERVICE_NAME', value: 'shop', from: 'environment' });
  }, 30_000);

  test('that loads Binnacle itself too late is shown as it is', async () => {
    const { result } = await examined(['--no-send', '--', process.execPath, fixture('too-late.cjs')]);
    expect(result.program).toMatchObject({ ended: 'by itself', exitCode: 0, loadedBy: 'program' });
    expect(result.processes[0]?.instrumentations).toContainEqual(
      expect.objectContaining({ name: 'express', status: 'loaded-before' }),
    );
    expect(messages(result.problems)).toMatch(/express 5\S+ was loaded before Binnacle → start with/);
  }, 30_000);

  test('with a second OpenTelemetry SDK, whichever is first', async () => {
    const program = ['--no-send', '--', process.execPath];
    const second = await examined([...program, fixture('second-sdk.cjs')]);
    expect(messages(second.result.problems)).toMatch(
      /^another OpenTelemetry SDK tried to start after Binnacle/,
    );
    const first = await examined([...program, '-r', fixture('second-sdk.cjs'), '-e', '0']);
    expect(first.result.processes[0]?.notStarted).toMatch(/has registered its tracer provider already/);
    expect(messages(first.result.problems)).toMatch(/^another OpenTelemetry SDK has registered/);
  }, 30_000);

  test('that neither listens nor ends is stopped when its time is over', async () => {
    const program = ['--', process.execPath, '-e', 'setInterval(() => {}, 1_000)'];
    const { result } = await examined(['--no-send', '--seconds', '0.5', ...program]);
    expect(result.program).toMatchObject({ ended: 'stopped', signal: 'SIGTERM' });
  }, 30_000);

  test('that does not end is killed, and says so', async () => {
    const { result } = await examined(['--no-send', '--', process.execPath, fixture('stubborn.cjs')]);
    expect(result.program).toMatchObject({ ended: 'killed', signal: 'SIGKILL' });
    expect(messages(result.problems)).toMatch(/did not end at SIGTERM/);
  }, 30_000);

  test('that fails at once', async () => {
    const { result } = await examined(['--no-send', '--', process.execPath, '-e', 'process.exit(3)']);
    expect(result.program).toMatchObject({ ended: 'by itself', exitCode: 3 });
    expect(messages(result.problems)).toMatch(/ended with status 3/);
  }, 30_000);

  test('that is not one of Node', async () => {
    const { result } = await examined(['--no-send', '--', 'true']);
    expect(messages(result.problems)).toMatch(/no process of the program has loaded Binnacle/);
  }, 30_000);

  test('for a person: sections, and no colour where there is no terminal', async () => {
    const io = await doctor(['--no-send', '--', process.execPath, '-e', '0']);
    expect(io.out).toMatch(
      /^Versions\n.*\nProgram\n.*\nInstrumentations\n.*\nSettings\n.*No problem was found/s,
    );
    expect(io.out).not.toContain('\u001b');
  }, 30_000);
});

test('as a process: the answers are waited for', async () => {
  const receiver = await kept(startOtlpReceiver());
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'dist/cli/main.js'), 'doctor', '--json'],
    {
      env: { OTEL_SERVICE_NAME: 'shop', OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, problems: [] });
}, 30_000);

describe('the command line', () => {
  test.each([
    [['--seconds', 'soon'], /expected a number of seconds/],
    [['--seconds', '0'], /expected a number of seconds/],
    [['--sceonds', '1'], /unknown option/],
    [['--no-send', '--', '/nowhere/node'], /nowhere\/node: .*ENOENT/],
  ])('%j is a fault of the user', async (argv, message) => {
    const io = await doctor(argv);
    expect(io.exitCode).toBe(2);
    expect(io.err).toMatch(message);
  });

  test('--help has examples', async () => {
    const io = await doctor(['--help']);
    expect(io).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/Exit status: 0.*Examples:.*doctor -- node app\.js/s),
    });
  });
});
