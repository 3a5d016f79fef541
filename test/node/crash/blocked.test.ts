import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LogRecord, MetricPoint } from '../otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { type Ended, startFixture } from '../run-fixture.ts';

const ENV = {
  BINNACLE_BLOCKED_THRESHOLD: '100',
  BINNACLE_LIVE: 'true',
};

const blockedRecords = (receiver: OtlpReceiver): readonly LogRecord[] =>
  receiver
    .logRecords()
    .filter(({ attributes }) => attributes['error.type'] === 'EventLoopBlocked')
    // On a busy machine what Binnacle does at first takes long enough to be told of too.
    .filter(({ attributes }) => String(attributes['exception.stacktrace']).includes('spinUntil'));

const pointsOf = (receiver: OtlpReceiver, name: string): readonly MetricPoint[] =>
  receiver.metricPoints().filter(({ metric }) => metric === name);

describe('a request that holds the event loop up', () => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const program = startFixture('crashes.cjs', { endpoint: receiver.url, env: ENV });
    // The thread that watches must run: it says when the first blockage is over.
    while (blockedRecords(receiver).length === 0) {
      const next = receiver.next();
      await program.request('/busy?password=hunter2');
      await next;
    }
    ended = await program.stop();
  }, 60_000);
  afterAll(() => receiver?.close());

  test('is told with the stack, the duration and the trace', () => {
    expect(ended).toMatchObject({ code: 0, messages: [] });
    const [record] = blockedRecords(receiver);
    expect(record).toMatchObject({ eventName: 'exception', severityText: 'ERROR' });
    expect(record?.attributes).toMatchObject({
      'exception.message': expect.stringMatching(/^the event loop was blocked for \d+ ms$/),
      'exception.stacktrace': expect.stringContaining('spinUntil'),
      'binnacle.error.place': 'spinUntil (fixtures/crashes.cjs)',
      'binnacle.error.category': 'programming',
      'http.request.method': 'GET',
      'binnacle.event_loop.blocked.is_over': true,
    });
    const seconds = Number(record?.attributes['binnacle.event_loop.blocked.duration']);
    expect(seconds).toBeGreaterThan(0.55);
    expect(seconds).toBeLessThan(5);
    const server = receiver.spans().find(({ traceId }) => traceId === record?.traceId);
    expect(server).toMatchObject({ name: expect.stringMatching(/^GET/) });
    expect(receiver.raw()).not.toContain('hunter2');
  });

  test('is counted', () => {
    const points = pointsOf(receiver, 'binnacle.event_loop.blocked.duration');
    expect(points.map(({ attributes }) => attributes['http.request.method'])).toContain('GET');
    expect(pointsOf(receiver, 'binnacle.errors').map(({ attributes }) => attributes['error.type'])).toContain(
      'EventLoopBlocked',
    );
  });
});

test('a request that works for longer, in parts, is not told of', async () => {
  const receiver = await startOtlpReceiver();
  try {
    const env = { ...ENV, BINNACLE_BLOCKED_THRESHOLD: '500' };
    const program = startFixture('crashes.cjs', { endpoint: receiver.url, env });
    // The thread that watches must run.
    while (blockedRecords(receiver).length === 0) {
      const next = receiver.next();
      await program.request('/busy');
      await next;
    }
    await program.request('/parts');
    expect(await program.stop()).toMatchObject({ code: 0, messages: [] });
    const stacks = blockedRecords(receiver).map(({ attributes }) => attributes['exception.stacktrace']);
    expect(stacks.filter((stack) => String(stack).includes('spinInParts'))).toEqual([]);
  } finally {
    receiver.close();
  }
}, 60_000);

describe('an event loop that never turns again', () => {
  let receiver: OtlpReceiver;
  let folder: string;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    folder = await mkdtemp(join(tmpdir(), 'binnacle-blocked-'));
  });
  afterEach(async () => {
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('is told of while it is blocked, and by the next start when it was killed for it', async () => {
    const env = { ...ENV, BINNACLE_CRASH_DIR: folder };
    const program = startFixture('crashes.cjs', { endpoint: receiver.url, env, args: ['ever busy'] });
    // Before the thread runs nobody would watch.
    while (blockedRecords(receiver).length === 0) {
      const next = receiver.next();
      await program.request('/busy');
      await next;
    }
    void program.request('/').catch(() => {});
    const untold = () =>
      blockedRecords(receiver).find(
        ({ attributes }) => attributes['binnacle.event_loop.blocked.is_over'] === false,
      );
    while (!untold() || pointsOf(receiver, 'binnacle.event_loop.blocked').length === 0) await receiver.next();
    const record = untold();
    expect(record?.attributes).toMatchObject({
      'exception.stacktrace': expect.stringContaining('spinUntil'),
      'binnacle.error.place': 'spinUntil (fixtures/crashes.cjs)',
      'binnacle.error.fingerprint': expect.stringMatching(/^[\da-f]{16}$/),
    });
    expect(record?.resource).toMatchObject({ 'service.name': 'fixture' });
    expect(Number(pointsOf(receiver, 'binnacle.event_loop.blocked')[0]?.value)).toBeGreaterThan(0.4);
    expect(await program.kill('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });

    const crashes = () =>
      receiver.logRecords().filter(({ attributes }) => 'binnacle.crash.category' in attributes);
    const next = startFixture('crashes.cjs', { endpoint: receiver.url, env });
    while (crashes().length === 0) await receiver.next();
    expect(await next.stop()).toMatchObject({ code: 0, messages: [] });
    expect(crashes()[0]?.attributes).toMatchObject({
      'binnacle.crash.category': 'event_loop_blocked',
      'exception.stacktrace': expect.stringContaining('spinUntil'),
      'http.request.method': 'GET',
    });
    expect(await readdir(join(folder, 'processes'))).toEqual([]);
  }, 60_000);
});

test('while a debugger listens nothing is told', async () => {
  const receiver = await startOtlpReceiver();
  try {
    const nodeOptions = ['--inspect=127.0.0.1:0', '--import', 'binnacle/register'];
    const program = startFixture('crashes.cjs', { endpoint: receiver.url, env: ENV, nodeOptions });
    for (let i = 0; i < 3; i++) await program.request('/busy');
    expect(await program.stop()).toMatchObject({ code: 0, messages: [] });
    expect(blockedRecords(receiver)).toEqual([]);
    expect(pointsOf(receiver, 'binnacle.event_loop.blocked.duration')).toEqual([]);
  } finally {
    await receiver.close();
  }
}, 60_000);
