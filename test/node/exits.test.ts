import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, type FixtureOptions, startFixture } from './run-fixture.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

interface Case {
  /** What `fixtures/exits.cjs` is told. */
  readonly end: string;
  /** Sent one after the other when the program is ready. */
  readonly signals?: readonly NodeJS.Signals[];
  /** Exit code, or the signal that ended the process. */
  readonly ends: number | NodeJS.Signals;
  /** Where work was done; each place gives a span, a log record and a count. Without it only `main`. */
  readonly places?: readonly string[];
  /** Other spans, as `render` shows them. */
  readonly spans?: readonly string[];
  /** Texts of other log records. */
  readonly logs?: readonly string[];
}

const DECLINED = 'FATAL card of [REDACTED:email] declined';

/** The matrix of `docs/exits.md`. */
const CASES: readonly Case[] = [
  { end: 'normal', ends: 0 },
  { end: 'exit code', ends: 3 },
  { end: 'process.exit', ends: 4 },
  { end: 'process.exit at once', ends: 4 },
  { end: 'process.exit in beforeExit', ends: 6 },
  { end: 'process.exit in exit', ends: 7, places: ['main', 'exit'] },
  { end: 'exit listeners', ends: 8, places: ['main', 'exit'] },
  { end: 'exit listeners at a normal end', ends: 0, places: ['main', 'exit'] },
  {
    end: 'exit listeners at an error',
    ends: 1,
    places: ['main', 'exit'],
    spans: ['uncaughtException error exception'],
    logs: [DECLINED],
  },
  // Node names it so, because the error leaves the module's evaluation, which is a promise.
  { end: 'an error in exit', ends: 4, spans: ['unhandledRejection error exception'], logs: ['FATAL late'] },
  {
    end: 'process.exit in open spans',
    ends: 4,
    spans: ['inner cut off by process.exit', 'outer cut off by process.exit'],
  },
  { end: 'process.exit in a signal handler', signals: ['SIGTERM'], ends: 5 },
  { end: 'uncaught exception', ends: 1, spans: ['uncaughtException error exception'], logs: [DECLINED] },
  {
    end: 'uncaught exception at once',
    ends: 1,
    spans: ['unhandledRejection error exception'],
    logs: [DECLINED],
  },
  ...['uncaught exception in open spans', 'uncaught exception out of open spans'].map((end) => ({
    end,
    ends: 1,
    spans: ['inner error exception cut off by uncaughtException', 'outer error cut off by uncaughtException'],
    logs: [DECLINED],
  })),
  {
    end: 'uncaught exception in a request',
    ends: 1,
    spans: ['GET error cut off by uncaughtException', 'GET error exception cut off by uncaughtException'],
    logs: [DECLINED],
  },
  {
    end: 'uncaught string',
    ends: 1,
    spans: ['unhandledRejection error exception'],
    logs: ['FATAL out of paper'],
  },
  { end: 'uncaught null', ends: 1, spans: ['unhandledRejection error exception'], logs: ['FATAL null'] },
  { end: 'unhandled rejection', ends: 1, spans: ['unhandledRejection error exception'], logs: [DECLINED] },
  {
    end: 'unhandled rejection in open spans',
    ends: 1,
    spans: [
      'inner error exception cut off by unhandledRejection',
      'outer error cut off by unhandledRejection',
    ],
    logs: [DECLINED],
  },
  {
    end: 'own uncaughtException listener',
    ends: 0,
    places: ['main', 'after'],
    spans: ['uncaughtException error exception'],
    logs: ['ERROR declined'],
  },
  {
    end: 'own uncaughtException listener that exits',
    ends: 9,
    spans: ['inner error exception cut off by process.exit', 'outer error cut off by process.exit'],
    logs: ['ERROR declined'],
  },
  {
    end: 'own uncaughtException callback',
    ends: 0,
    spans: ['uncaughtException error exception'],
    logs: ['ERROR declined'],
  },
  // The application's matter alone.
  { end: 'own unhandledRejection listener', ends: 0 },
  ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const).flatMap((signal): Case[] => [
    { end: 'signal', signals: [signal], ends: signal },
    { end: 'own signal listener', signals: [signal], ends: 0, places: ['main', 'listener'] },
  ]),
  {
    end: 'signal in open spans',
    signals: ['SIGTERM'],
    ends: 'SIGTERM',
    spans: ['inner cut off by SIGTERM', 'outer cut off by SIGTERM'],
  },
  { end: 'signal to itself', ends: 'SIGTERM' },
  { end: 'worker', ends: 0, places: ['main', 'worker'] },
  { end: 'worker process.exit', ends: 0, places: ['main', 'worker'] },
  {
    end: 'worker uncaught exception',
    ends: 0,
    places: ['main', 'worker'],
    spans: ['uncaughtException error exception'],
    logs: [DECLINED],
  },
  { end: 'process.exit beside a worker', ends: 4, places: ['main', 'worker'] },
  // Nothing runs in a thread that is terminated: what it has not sent yet is lost, and nobody waits for it.
  { end: 'worker terminate', ends: 0, places: ['main'] },
  { end: 'fork', ends: 0, places: ['main', 'child'] },
  { end: 'fork process.exit', ends: 0, places: ['main', 'child'] },
  { end: 'cluster disconnect', ends: 0, places: ['main', 'cluster worker'] },
  { end: 'cluster process.exit', ends: 0, places: ['main', 'cluster worker'] },
  { end: 'cluster SIGTERM', ends: 0, places: ['main', 'cluster worker'] },
];

const run = async (
  { end, signals = [] }: Pick<Case, 'end' | 'signals'>,
  options: FixtureOptions = {},
): Promise<Ended> => {
  // What is delivered is asked here; how long that may take, where nobody answers, is in exits-down.
  const program = startFixture('exits.cjs', { endpoint: receiver.url, args: [end], ...options });
  if (signals.length === 0) return program.ended();
  await program.line('ready');
  return Promise.all(signals.map((signal) => program.kill(signal))).then((all) => all[0] as Ended);
};

const render = ({ name, isError, events, attributes }: Span): string =>
  [
    name,
    isError ? 'error' : '',
    ...events.map((event) => event.name),
    'binnacle.cut_off_by' in attributes ? `cut off by ${attributes['binnacle.cut_off_by']}` : '',
  ]
    .filter(Boolean)
    .join(' ');

const delivered = () => {
  const counted = receiver.metricPoints().filter(({ metric }) => metric === 'fixture.work');
  return {
    spans: receiver.spans().map(render).sort(),
    logs: receiver
      .logRecords()
      .map(({ severityText, body }) => [severityText, body].filter(Boolean).join(' '))
      .sort(),
    counted: [...new Set(counted.map(({ attributes }) => attributes.where))].sort(),
  };
};

/** What the process shows to others. Frames inside Node, the loaders and the instrumentations are no part of it. */
const behaviour = ({ code, signal, stdout, stderr }: Ended) => ({
  code,
  signal,
  stdout,
  stderr: stderr
    .replace(/\(node:\d+\)/g, '(node)')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || line.includes('exits.cjs')),
});

describe('everything is delivered, and the process ends as it would without Binnacle', () => {
  test.each(CASES)(
    '$end $signals',
    async ({ end, signals = [], ends, places = ['main'], spans = [], logs = [] }) => {
      const ended = await run({ end, signals });
      expect(ended.signal ?? ended.code).toBe(ends);
      expect(delivered()).toEqual({
        spans: [...places.map((place) => `work in ${place}`), ...spans].sort(),
        logs: [...places.map((place) => `log of ${place}`), ...logs].sort(),
        counted: [...places].sort(),
      });
      const without = await run({ end, signals }, { env: { OTEL_SDK_DISABLED: 'true' } });
      expect(behaviour(ended)).toEqual(behaviour(without));
    },
    60_000,
  );

  test.each(['warn', 'warn-with-error-code', 'none', 'strict'])(
    '--unhandled-rejections=%s',
    async (mode) => {
      const nodeOptions = [`--unhandled-rejections=${mode}`, '--import', 'binnacle/register'];
      for (const end of ['unhandled rejection', 'own unhandledRejection listener']) {
        const ended = await run({ end }, { nodeOptions });
        const without = await run({ end }, { nodeOptions, env: { OTEL_SDK_DISABLED: 'true' } });
        expect(behaviour(ended)).toEqual(behaviour(without));
      }
      expect(receiver.spans().filter(({ name }) => name === 'work in main')).toHaveLength(2);
      // In the other modes the error ends nothing and is the application's matter.
      expect(receiver.logRecords().filter(({ eventName }) => eventName)).toHaveLength(
        mode === 'strict' ? 2 : 0,
      );
    },
    60_000,
  );
});

test('an uncaught error is an exception event, in the trace that was active', async () => {
  await run({ end: 'unhandled rejection in open spans' });
  const inner = receiver.spans().find(({ name }) => name === 'inner');
  const record = receiver.logRecords().find(({ eventName }) => eventName === 'exception');
  expect(record).toMatchObject({
    traceId: inner?.traceId,
    spanId: inner?.spanId,
    severityNumber: 21,
    attributes: {
      'exception.type': 'PaymentError',
      'exception.message': 'card of [REDACTED:email] declined',
      'exception.stacktrace': expect.stringContaining('exits.cjs'),
    },
  });
  expect(inner?.attributes).toMatchObject({ 'error.type': 'PaymentError' });
  expect(receiver.raw()).not.toContain('jo@example.com');
}, 30_000);

test('a signal that comes twice ends the process at once', async () => {
  const hanging = await startOtlpReceiver({ hangs: true });
  try {
    const program = startFixture('exits.cjs', {
      endpoint: hanging.url,
      args: ['signal'],
      env: { BINNACLE_SHUTDOWN_TIMEOUT: '20000' },
    });
    await program.line('ready');
    const request = hanging.next();
    void program.kill('SIGINT');
    await request;
    expect(await program.kill('SIGINT')).toMatchObject({ code: null, signal: 'SIGINT' });
  } finally {
    await hanging.close();
  }
}, 15_000);

test('threads of one process are told apart, whatever the settings say of the instance', async () => {
  const env = { OTEL_RESOURCE_ATTRIBUTES: 'service.instance.id=one' };
  await run({ end: 'process.exit beside a worker' }, { env });
  const instances = receiver
    .logRecords()
    .map(({ body, resource }) => [body, resource['service.instance.id'], resource['thread.id']]);
  expect(instances.sort()).toEqual([
    ['log of main', 'one', undefined],
    ['log of worker', 'one-thread-1', 1],
  ]);
}, 30_000);

test('what the application ended itself is not started again', async () => {
  const ended = await run({ end: 'shutdown before process.exit' });
  expect(ended).toMatchObject({ code: 4, stderr: '' });
  expect(delivered()).toMatchObject({ spans: ['work in main'], logs: ['log of main'] });
}, 30_000);
