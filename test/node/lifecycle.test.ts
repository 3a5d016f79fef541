import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { runFixture, startFixture } from './run-fixture.ts';

/** Above any time that a busy machine needs, below the SDK's own limits of ten seconds and more. */
const MARGIN_MILLIS = 4_000;

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const names = () => receiver.spans().map(({ name }) => name);

describe('what waits is delivered', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s without a handler, and the signal ends the process',
    async (signal) => {
      const program = startFixture('idle.cjs', { endpoint: receiver.url });
      await program.line('ready');
      expect(await program.kill(signal)).toMatchObject({ code: null, signal, stderr: '' });
      expect(names()).toEqual(['work']);
    },
    30_000,
  );

  test('before the package signal-exit ends the process, which it does alone', async () => {
    const program = startFixture('signal-exit.cjs', { endpoint: receiver.url });
    await program.line('ready');
    const ended = await program.kill('SIGTERM');
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM', stderr: '' });
    expect(ended.stdout).toBe('ready 0\ntidied up\n');
    expect(names()).toEqual(['work']);
  }, 30_000);

  test('while a handler of the application runs, whose exit code is kept', async () => {
    const program = startFixture('handler.cjs', { endpoint: receiver.url });
    await program.line('ready');
    expect(await program.kill('SIGTERM')).toMatchObject({ code: 7, signal: null, stderr: '' });
    expect(names()).toEqual(['work']);
  }, 30_000);

  test("at a normal end, after which the application's own last work goes on, with its exit code", async () => {
    const ended = await runFixture('own-end.cjs', { endpoint: receiver.url });
    expect(ended).toMatchObject({ code: 3, signal: null, stderr: '', stdout: 'closed database\n' });
    expect(names()).toEqual(['work']);
  }, 30_000);

  test('also what is on its way when all else was delivered', async () => {
    let releaseSpans: (() => void) | undefined;
    let afterSpans = 0;
    const busy = await startOtlpReceiver({
      before: (path) => {
        if (path === '/v1/traces')
          return new Promise((resolve) => {
            releaseSpans = resolve;
          });
        // Metrics go by themselves all the time, and two times at most because of the flush. The third is never
        // answered.
        if (!releaseSpans || ++afterSpans !== 3) return undefined;
        releaseSpans();
        return new Promise(() => {});
      },
    });
    try {
      const env = { OTEL_METRIC_EXPORT_INTERVAL: '250' };
      const ended = await runFixture('own-end.cjs', { endpoint: busy.url, env });
      expect(ended).toMatchObject({ code: 3, stderr: '', stdout: 'closed database\n' });
      // Sent once more.
      expect(afterSpans).toBeGreaterThan(3);
    } finally {
      await busy.close();
    }
  }, 30_000);

  test('from worker threads too', async () => {
    const ended = await runFixture('worker.mjs', { endpoint: receiver.url });
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: 'worker ended with 0\n' });
    expect([...names()].sort()).toEqual(['in the main thread', 'in the worker']);
  }, 30_000);
});

test.each([{}, { OTEL_SDK_DISABLED: 'true' }])(
  'an error that nobody catches ends the program as without Binnacle: %j',
  async (env) => {
    const ended = await runFixture('fails.cjs', { endpoint: receiver.url, env });
    expect(ended).toMatchObject({ code: 1, signal: null, messages: [] });
    expect(ended.stderr).toMatch(
      /fails\.cjs:4\nthrow new Error\('as it was'\);\n {6}\^\n\nError: as it was\n/,
    );
  },
  30_000,
);

describe('a Collector that takes everything and never answers', () => {
  let hanging: OtlpReceiver;
  beforeEach(async () => {
    hanging = await startOtlpReceiver({ hangs: true });
  });
  afterEach(() => hanging.close());

  test.each([0, 300, 1_500])(
    'delays the end by %d ms at most',
    async (timeoutMillis) => {
      const env = { BINNACLE_SHUTDOWN_TIMEOUT: String(timeoutMillis) };
      const ended = await runFixture('own-end.cjs', { endpoint: hanging.url, env });
      expect(ended).toMatchObject({ code: 3, signal: null });
      expect(ended.endedAfterMillis).toBeLessThan(timeoutMillis + MARGIN_MILLIS);
    },
    30_000,
  );

  test('does not keep a signal from ending the process', async () => {
    const env = { BINNACLE_SHUTDOWN_TIMEOUT: '300' };
    const program = startFixture('idle.cjs', { endpoint: hanging.url, env });
    await program.line('ready');
    const ended = await program.kill('SIGTERM');
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(ended.endedAfterMillis).toBeLessThan(300 + MARGIN_MILLIS);
  }, 30_000);

  test('does not keep a program that has nothing else to do', async () => {
    const env = {
      BINNACLE_SHUTDOWN_TIMEOUT: '300',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1000',
      BINNACLE_LIVE: 'true',
    };
    const program = startFixture('express.mjs', { endpoint: hanging.url, env });
    const request = hanging.next();
    await program.request('/items/1');
    await request;
    const ended = await program.stop();
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.endedAfterMillis).toBeLessThan(1_300 + MARGIN_MILLIS);
  }, 30_000);
});

test('a Collector that is not there does not keep a program either, while exports are tried again', async () => {
  const env = { BINNACLE_SHUTDOWN_TIMEOUT: '300', OTEL_EXPORTER_OTLP_TIMEOUT: '2000', BINNACLE_LIVE: 'true' };
  const program = startFixture('express.mjs', { endpoint: 'http://127.0.0.1:1', env });
  await program.request('/items/1');
  await program.line('binnacle:');
  const ended = await program.stop();
  expect(ended).toMatchObject({
    code: 0,
    signal: null,
    messages: [expect.stringContaining('cannot be sent'), expect.stringContaining('was lost')],
  });
  expect(ended.endedAfterMillis).toBeLessThan(2_300 + MARGIN_MILLIS);
}, 30_000);
