import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, type Fixture, type FixtureOptions, startFixture } from '../run-fixture.ts';

const SERVICE = 'orders';
const ENV = {
  OTEL_SERVICE_NAME: SERVICE,
  OTEL_SERVICE_VERSION: '1.4.0',
};

let receiver: OtlpReceiver;
let folder: string;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  folder = await mkdtemp(join(tmpdir(), 'binnacle-crashes-'));
});
afterEach(async () => {
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

const program = (how: string, { env, nodeOptions = [], args = [] }: FixtureOptions = {}): Fixture =>
  startFixture('crashes.cjs', {
    endpoint: receiver.url,
    args: [how, ...args],
    env: { ...ENV, BINNACLE_CRASH_DIR: folder, ...env },
    nodeOptions: [...nodeOptions, '--import', 'binnacle/register'],
  });

const statesLeft = async (): Promise<readonly string[]> =>
  (await readdir(join(folder, 'processes')).catch(() => [])).filter((name) => name.includes('.process'));

const crashRecords = () =>
  receiver.logRecords().filter(({ attributes }) => 'binnacle.crash.category' in attributes);

const crashCounts = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    receiver
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.crashes')
      .map(({ attributes, value }) => [attributes['binnacle.crash.category'], value]),
  );

/** Starts the service once more, which tells of what it finds, and ends it as it should. */
const startAgain = async (env: FixtureOptions['env'] = {}, expected = 1): Promise<Ended> => {
  const next = program('live', { env });
  await next.line('ready');
  while (expected > 0 && crashRecords().length < expected) await receiver.next();
  return next.stop();
};

interface Case {
  readonly how: string;
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: () => readonly string[];
  readonly kill?: NodeJS.Signals;
  readonly ends: NodeJS.Signals | number;
  readonly category: string;
  readonly evidence: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const SMALL_HEAP = ['--max-old-space-size=20'];

const CASES: readonly Case[] = [
  {
    how: 'abort',
    ends: 'SIGABRT',
    category: 'aborted',
    evidence: 'call',
    attributes: {
      'error.type': 'Aborted',
      'exception.stacktrace': expect.stringContaining('giveUp'),
      'binnacle.error.place': 'giveUp (fixtures/crashes.cjs)',
    },
  },
  ...(['SIGSEGV', 'SIGILL', 'SIGBUS', 'SIGFPE', 'SIGABRT'] as const).map((how) => ({
    how,
    ends: how,
    category: 'killed',
    evidence: 'none',
  })),
  {
    // Not sent by anybody: the engine is told of more stack than there is.
    how: 'native stack overflow',
    nodeOptions: ['--stack-size=1000000'],
    ends: 'SIGSEGV',
    category: 'killed',
    evidence: 'none',
  },
  { how: 'live', kill: 'SIGKILL', ends: 'SIGKILL', category: 'killed', evidence: 'none' },
  {
    how: 'out of memory',
    nodeOptions: SMALL_HEAP,
    env: { BINNACLE_CRASH_REPORT: 'true', BINNACLE_TEST_SECRET: 'hunter2' },
    ends: 'SIGABRT',
    category: 'out_of_memory',
    evidence: 'report',
    attributes: {
      'error.type': 'OutOfMemory',
      'binnacle.error.category': 'resource',
      'exception.message': 'JavaScript heap out of memory',
      'exception.stacktrace': expect.stringContaining('OOMErrorHandler'),
    },
  },
  {
    how: 'out of memory slowly',
    // Of a large young part the old one gets more at once than there is room for.
    nodeOptions: ['--max-old-space-size=200', '--max-semi-space-size=2'],
    args: () => [folder],
    ends: 'SIGABRT',
    category: 'out_of_memory',
    evidence: 'heap',
    attributes: { 'exception.message': 'JavaScript heap out of memory' },
  },
  {
    // Between two looks at the heap.
    how: 'out of memory in a loop',
    nodeOptions: ['--max-old-space-size=300', '--max-semi-space-size=2'],
    env: { BINNACLE_BLOCKED_THRESHOLD: '200' },
    ends: 'SIGABRT',
    category: 'out_of_memory',
    evidence: 'growth',
    attributes: {
      'exception.message': 'JavaScript heap out of memory',
      'exception.stacktrace': expect.stringContaining('crashes.cjs'),
    },
  },
  {
    // The same, but what fills up has its bound.
    how: 'ever busy with memory',
    nodeOptions: ['--max-old-space-size=300', '--max-semi-space-size=2'],
    env: { BINNACLE_BLOCKED_THRESHOLD: '200' },
    kill: 'SIGKILL',
    ends: 'SIGKILL',
    category: 'event_loop_blocked',
    evidence: 'watch',
  },
];

describe('the next start tells of a process that ended without a word', () => {
  test.each(CASES)(
    '$how $kill $env',
    async ({ how, kill, ends, category, evidence, attributes = {}, args, ...options }) => {
      const crashing = program(how, { ...options, args: args?.() ?? [] });
      const pid = Number(await crashing.line('pid'));
      if (how.startsWith('ever busy')) await crashing.line('full');
      const ended = await (kill ? crashing.kill(kill) : crashing.ended());
      expect(ended.signal ?? ended.code).toBe(ends);
      const [name = ''] = await statesLeft();
      expect((await stat(join(folder, 'processes', name))).mode & 0o777).toBe(0o600);
      expect((await stat(join(folder, 'processes'))).mode & 0o777).toBe(0o700);

      expect(await startAgain()).toMatchObject({ code: 0, messages: [] });
      expect(crashRecords()).toHaveLength(1);
      expect(crashRecords()[0]).toMatchObject({ eventName: 'exception', severityText: 'FATAL' });
      expect(crashRecords()[0]?.attributes).toMatchObject({
        'binnacle.crash.category': category,
        'binnacle.crash.evidence': evidence,
        'binnacle.crash.pid': pid,
        'binnacle.crash.service_version': '1.4.0',
        'binnacle.error.fingerprint': expect.stringMatching(/^[\da-f]{16}$/),
        'binnacle.error.handled': false,
        ...attributes,
      });
      expect(crashCounts()).toEqual({ [category]: 1 });
      expect(receiver.raw()).not.toMatch(/hunter2/);
      expect(await readdir(join(folder, 'processes'))).toEqual([]);
    },
    60_000,
  );

  // https://nodejs.org/api/cli.html#--report-on-fatalerror
  test.each<readonly [where: string, options: (reports: string) => readonly string[], file: RegExp]>([
    ['with its usual name', () => [], /^report\..+\.json$/],
    ['with a name of its own', () => ['--report-filename=own.json'], /^own\.json$/],
    ['in short form', () => ['--report-compact'], /^report\..+\.json$/],
  ])(
    'the report of your own --report-on-fatalerror, %s, is read and left',
    async (_, options, file) => {
      const reports = await mkdtemp(join(tmpdir(), 'binnacle-reports-'));
      try {
        const flags = ['--report-on-fatalerror', `--report-directory=${reports}`, ...options(reports)];
        const crashing = program('out of memory', {
          nodeOptions: [...SMALL_HEAP, ...flags],
          env: { BINNACLE_TEST_SECRET: 'hunter2' },
        });
        const pid = Number(await crashing.line('pid'));
        expect((await crashing.ended()).signal).toBe('SIGABRT');
        const left = await readdir(reports);
        expect(left).toEqual([expect.stringMatching(file)]);

        expect(await startAgain()).toMatchObject({ code: 0, messages: [] });
        expect(crashRecords().map(({ attributes }) => attributes)).toEqual([
          expect.objectContaining({
            'binnacle.crash.category': 'out_of_memory',
            'binnacle.crash.evidence': 'report',
            'binnacle.crash.pid': pid,
            'error.type': 'OutOfMemory',
            'exception.message': 'JavaScript heap out of memory',
            'exception.stacktrace': expect.stringContaining('OOMErrorHandler'),
          }),
        ]);
        expect(crashCounts()).toEqual({ out_of_memory: 1 });
        // The environment is in it, and goes nowhere.
        expect(await readdir(reports)).toEqual(left);
        expect(await readFile(join(reports, left[0] ?? ''), 'utf8')).toContain('hunter2');
        expect(receiver.raw()).not.toContain('hunter2');
        expect(await readdir(join(folder, 'processes'))).toEqual([]);
      } finally {
        await rm(reports, { recursive: true, force: true });
      }
    },
    60_000,
  );

  test.each([
    ['SIGSEGV', 'native_crash', 'NativeCrash'],
    ['SIGBUS', 'native_crash', 'NativeCrash'],
    ['SIGILL', 'native_crash', 'NativeCrash'],
    ['native stack overflow', 'native_crash', 'NativeCrash'],
    ['SIGABRT', 'aborted', 'Aborted'],
  ])(
    'by %s, of which the process knows that had started it',
    async (how, category, type) => {
      const parent = startFixture('crashes-parent.cjs', {
        endpoint: receiver.url,
        args: [how],
        env: { ...ENV, BINNACLE_CRASH_DIR: folder },
        nodeOptions: ['--stack-size=1000000', '--import', 'binnacle/register'],
      });
      const signal = await parent.line('ended');
      await startAgain();
      expect(crashRecords().map(({ attributes }) => attributes)).toEqual([
        expect.objectContaining({
          'binnacle.crash.category': category,
          'binnacle.crash.evidence': 'exit',
          'binnacle.crash.signal': signal,
          'error.type': type,
          'exception.message': expect.stringContaining(signal),
        }),
      ]);
      expect(crashCounts()).toEqual({ [category]: 1 });
      expect(await parent.stop()).toMatchObject({ code: 0, messages: [] });
    },
    60_000,
  );

  test.each([
    ['139', 'native_crash', 'SIGSEGV'],
    ['SEGV', 'native_crash', 'SIGSEGV'],
    ['137', 'killed', 'SIGKILL'],
    ['1', 'killed', undefined],
  ])(
    'with exit status %s, as who starts it has told',
    async (status, category, signal) => {
      await program('SIGSEGV').ended();
      await startAgain({ BINNACLE_LAST_EXIT: status });
      expect(crashRecords()[0]?.attributes['binnacle.crash.category']).toBe(category);
      expect(crashRecords()[0]?.attributes['binnacle.crash.signal']).toBe(signal);
    },
    60_000,
  );

  test('of an abort the call, because --report-on-fatalerror writes nothing of it', async () => {
    const flags = ['--report-on-fatalerror', `--report-directory=${folder}`];
    const ended = await program('abort', { nodeOptions: flags }).ended();
    expect(ended.signal).toBe('SIGABRT');
    expect((await readdir(folder)).filter((name) => name.endsWith('.json'))).toEqual([]);
    await startAgain();
    expect(crashRecords()[0]?.attributes).toMatchObject({
      'binnacle.crash.category': 'aborted',
      'binnacle.crash.evidence': 'call',
    });
  }, 60_000);

  test('and of one that was asked to end, did not, and was killed', async () => {
    const stubborn = program('SIGTERM without an end');
    await stubborn.line('listening');
    void stubborn.kill('SIGTERM');
    await stubborn.line('asked');
    await stubborn.kill('SIGKILL');
    await startAgain();
    expect(crashRecords()[0]?.attributes).toMatchObject({
      'binnacle.crash.category': 'killed',
      'binnacle.crash.asked_by': 'SIGTERM',
    });
  }, 60_000);

  test('of all that ended so since the last start, once', async () => {
    for (let i = 0; i < 3; i++) {
      const killed = program('live', { env: { OTEL_SERVICE_NAME: i === 2 ? 'another' : SERVICE } });
      await killed.line('ready');
      if (i === 1) {
        // The start that found the first is itself killed after it has told.
        while (crashRecords().length < 1) await receiver.next();
      }
      await killed.kill('SIGKILL');
    }
    await startAgain({}, 2);
    await startAgain({}, 0);
    expect(crashRecords().length).toBeGreaterThanOrEqual(2);
    // That of another service is nobody's business here.
    expect(await statesLeft()).toHaveLength(1);
  }, 60_000);
});

describe('nothing is told', () => {
  test.each([
    ['process.exit', 3],
    ['uncaught exception', 1],
    ['SIGTERM', 'SIGTERM'],
  ])(
    'after %s, which the process reports itself',
    async (how, ends) => {
      const ended = await program(how).ended();
      expect(ended.signal ?? ended.code).toBe(ends);
      expect(await statesLeft()).toEqual([]);
    },
    60_000,
  );

  test.each([
    'normal',
    'process.exit',
    'process.exit at once',
    'process.exit in beforeExit',
    'process.exit in exit',
    'exit listeners',
    'an error in exit',
    'uncaught exception at once',
    'unhandled rejection',
    'own uncaughtException listener that exits',
    'signal to itself',
    'worker terminate',
    'worker process.exit',
    'fork process.exit',
    'cluster process.exit',
    'cluster SIGTERM',
  ])(
    'after %s: nothing is left',
    async (end) => {
      const env = { ...ENV, BINNACLE_CRASH_DIR: folder };
      await startFixture('exits.cjs', { endpoint: receiver.url, args: [end], env }).ended();
      expect(await statesLeft()).toEqual([]);
    },
    60_000,
  );

  test('of a process that lives, however long it is silent', async () => {
    const living = program('ever busy');
    await living.line('ready');
    void living.request('/').catch(() => {});
    await startAgain({}, 0);
    expect(crashRecords()).toEqual([]);
    expect(await statesLeft()).toHaveLength(1);
    await living.kill('SIGKILL');
  }, 60_000);

  test('of files that no process has written', async () => {
    await startAgain({}, 0);
    const name = '0a1b2c3d-1-1-abc.process';
    await writeFile(join(folder, 'processes', name), '{"service":"orders"');
    await writeFile(join(folder, 'processes', `${name}.report.json`), '{}');
    await writeFile(join(folder, 'processes', '0a1b2c3d-1-2-abc.process'), 'x'.repeat(100_000));
    expect(await startAgain({}, 0)).toMatchObject({ code: 0, messages: [] });
    expect(crashRecords()).toEqual([]);
  }, 60_000);
});

test('a folder that cannot be used is one warning', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const next = program('live', { env: { BINNACLE_CRASH_DIR: join(file, 'x') } });
  await next.line('ready');
  const { code, messages } = await next.stop();
  expect([code, messages.length]).toEqual([0, 1]);
  expect(messages[0]).toContain('BINNACLE_CRASH_DIR');
}, 60_000);
