import { describe, expect, jest, test } from '@jest/globals';
import type { ExportResponse } from '@opentelemetry/otlp-exporter-base';
import { createRetryingTransport } from '../../src/node/exporters/retrying-transport.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' });
const reset = Object.assign(new Error('read ECONNRESET'), { syscall: 'read' });
const again = (error: Error, retryInMillis?: number): ExportResponse => ({
  status: 'retryable',
  error,
  ...(retryInMillis !== undefined && { retryInMillis }),
});
const OK: ExportResponse = { status: 'success' };
const NO: ExportResponse = { status: 'failure', error: new Error('no') };

/** Sends with a transport that gives these answers, on a clock that runs as fast as it can. */
const run = async (answers: readonly ExportResponse[], timeoutMillis = 10_000) => {
  jest.useFakeTimers({ now: 0 });
  try {
    const sentAt: number[] = [];
    const left: number[] = [];
    const unreachable: unknown[] = [];
    const transport = createRetryingTransport(
      {
        send: async (_data, millis) => {
          left.push(Math.round(millis));
          sentAt.push(Math.round(performance.now()));
          return answers[sentAt.length - 1] ?? NO;
        },
        shutdown: () => {},
      },
      (error) => unreachable.push(error),
    );
    const start = performance.now();
    const result = transport.send(new Uint8Array(), timeoutMillis);
    await jest.runAllTimersAsync();
    return {
      response: await result,
      tries: sentAt.length,
      left,
      waited: sentAt.map((at) => at - start),
      unreachable,
    };
  } finally {
    jest.useRealTimers();
  }
};

describe('createRetryingTransport', () => {
  test.each([
    ['a success is not repeated', [OK], OK, 1],
    ['a refusal is not repeated', [NO, OK], NO, 1],
    ['what may come again is repeated', [again(reset), again(refused), OK], OK, 3],
    ['up to a refusal', [again(reset), NO], NO, 2],
  ])('%s', async (_what, answers, response, tries) => {
    expect(await run(answers)).toMatchObject({ response, tries });
  });

  test('waits grow, and the time for one export bounds them all', async () => {
    const { response, waited, left } = await run(Array.from({ length: 20 }, () => again(refused)));
    expect(response.status).toBe('retryable');
    expect(waited.length).toBeGreaterThan(3);
    expect(waited.length).toBeLessThanOrEqual(6);
    expect(waited.at(-1)).toBeLessThan(10_000);
    expect(left[0]).toBe(10_000);
    expect([...left].sort((a, b) => b - a)).toEqual(left);
  });

  test('waits as long as the Collector asks for', async () => {
    const { waited } = await run([again(reset, 4_000), OK]);
    expect(waited).toEqual([0, 4_000]);
  });

  test('does not wait where the Collector asks for more than there is', async () => {
    expect(await run([again(reset, 60_000), OK])).toMatchObject({ tries: 1, response: again(reset, 60_000) });
  });

  test.each([
    ['no connection', refused, true],
    ['no connection to any address', new AggregateError([refused]), true],
    ['no such name', Object.assign(new Error('x'), { syscall: 'getaddrinfo' }), true],
    ['a connection that broke', reset, false],
  ])('%s is told at once', async (_what, error, told) => {
    expect((await run([again(error), OK])).unreachable).toEqual(told ? [error] : []);
  });
});
