import { describe, expect, jest, test } from '@jest/globals';
import type { Answer, Payload } from '../../../src/node/exporters/payload.ts';
import { createSendQueue, type SendQueueOptions } from '../../../src/node/exporters/send-queue.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' });
const reset = Object.assign(new Error('read ECONNRESET'), { syscall: 'read' });
const again = (error: Error, retryInMillis?: number): Answer => ({
  status: 'retryable',
  error,
  reason: 'unreachable',
  ...(retryInMillis !== undefined && { retryInMillis }),
});
const OK: Answer = { status: 'success' };
const NO: Answer = { status: 'failure', error: new Error('no'), reason: 'rejected' };

const payload = (items: number, bytes = 10): Payload => ({
  signal: 'traces',
  lane: 0,
  encoding: 'protobuf',
  items,
  body: new Uint8Array(bytes),
});

type Respond = (count: number, body: Uint8Array) => Answer | Promise<Answer>;

/** A queue whose transport answers as it is told, and what it says. Payloads are told apart by their items. */
const createSubject = (respond: Respond, options: Partial<SendQueueOptions> = {}) => {
  const sentAt: number[] = [];
  const sent: number[] = [];
  const delivered: number[] = [];
  const lost: [number, string][] = [];
  const failures: [string, boolean, number][] = [];
  let underWay = 0;
  let mostUnderWay = 0;
  const queue = createSendQueue({
    transport: {
      send: async (body) => {
        sentAt.push(performance.now());
        sent.push(body.length);
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        const answer = await respond(sentAt.length, body);
        underWay--;
        return answer;
      },
      shutdown: () => {},
    },
    lane: { signal: 'traces', lane: 0 },
    timeoutMillis: 10_000,
    maxBytes: 1_000,
    backlog: undefined,
    storeFirst: false,
    events: {
      delivered: ({ items }) => delivered.push(items),
      lost: ({ items }, reason) => lost.push([items, reason]),
      failed: (error, isLast, count) => failures.push([String((error as Error).message), isLast, count]),
    },
    ...options,
  });
  return { queue, sentAt, sent, delivered, lost, failures, most: () => mostUnderWay };
};

/** Runs on a clock that goes as fast as it can. */
const onFakeClock = async <T>(work: () => Promise<T>): Promise<T> => {
  jest.useFakeTimers({ now: 0 });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
};

const offerOne = (answers: readonly Answer[], millis = 60_000) =>
  onFakeClock(async () => {
    const start = performance.now();
    const subject = createSubject((count) => answers[count - 1] ?? NO);
    subject.queue.offer(payload(1));
    await jest.advanceTimersByTimeAsync(millis);
    return { ...subject, waited: subject.sentAt.map((at) => Math.round(at - start)) };
  });

describe('what becomes of one payload', () => {
  test.each([
    ['a success is not repeated', [OK], [1], [], 1],
    ['a refusal is not repeated', [NO, OK], [], [[1, 'rejected']], 1],
    ['what may come again is repeated', [again(reset), again(refused), OK], [1], [], 3],
    ['up to a refusal', [again(reset), NO], [], [[1, 'rejected']], 2],
  ])('%s', async (_what, answers, delivered, lost, tries) => {
    const subject = await offerOne(answers);
    expect(subject).toMatchObject({ delivered, lost });
    expect(subject.sentAt).toHaveLength(tries);
  });

  test('waits grow, and it is not tried for ever', async () => {
    const { waited, lost } = await offerOne(Array(1_000).fill(again(refused)), 3_600_000);
    const waits = waited.slice(1).map((at, index) => at - (waited[index] ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(800);
    expect(Math.max(...waits)).toBeLessThanOrEqual(6_001);
    expect(waits[5]).toBeGreaterThan(waits[0] ?? 0);
    expect(lost).toEqual([[1, 'unreachable']]);
    expect(waited.at(-1)).toBeLessThan(320_000);
  });

  test('a Collector that is busy is asked less and less often', async () => {
    const { waited } = await offerOne(Array(1_000).fill(again(new Error('HTTP 503'))), 3_600_000);
    expect((waited.at(-1) ?? 0) - (waited.at(-2) ?? 0)).toBeGreaterThan(20_000);
  });

  test.each([
    [4_000, 4_000],
    [86_400_000, 300_000],
  ])('a Collector that asks for %d ms gets %d ms', async (asked, waited) => {
    expect((await offerOne([again(reset, asked), OK], 400_000)).waited).toEqual([0, waited]);
  });

  test('no wait where the program is about to shut down', async () => {
    await onFakeClock(async () => {
      const { queue, sentAt, lost } = createSubject(() => again(refused));
      queue.offer(payload(1));
      await jest.advanceTimersByTimeAsync(10);
      await queue.shutdown();
      expect(sentAt).toHaveLength(2);
      expect(lost).toEqual([[1, 'unreachable']]);
    });
  });
});

describe('what becomes of many', () => {
  test('a few at a time while the Collector takes them', async () => {
    const { queue, delivered, most } = createSubject(
      () => new Promise((resolve) => setImmediate(resolve, OK)),
    );
    for (let i = 1; i <= 50; i++) queue.offer(payload(i));
    await queue.flush();
    expect(delivered).toEqual([...Array(50).keys()].map((i) => i + 1));
    expect(most()).toBe(4);
  });

  test('one at a time while it does not, and all in order when it is back', async () => {
    await onFakeClock(async () => {
      let isThere = false;
      const { queue, sent, delivered, failures } = createSubject(() => (isThere ? OK : again(refused)));
      queue.offer(payload(1));
      await jest.advanceTimersByTimeAsync(0);
      for (let i = 2; i <= 20; i++) queue.offer(payload(i));
      await jest.advanceTimersByTimeAsync(20_000);
      // About one try each five seconds, not one for each payload.
      expect(sent.length).toBeLessThan(10);
      expect(failures.at(-1)).toEqual(['connect ECONNREFUSED', false, failures.length]);
      isThere = true;
      await jest.advanceTimersByTimeAsync(7_000);
      expect(delivered).toEqual([...Array(20).keys()].map((i) => i + 1));
    });
  });

  test('memory is bounded, the oldest go first and are counted', async () => {
    await onFakeClock(async () => {
      let isThere = false;
      const { queue, delivered, lost } = createSubject(() => (isThere ? OK : again(refused)));
      for (let i = 1; i <= 100; i++) {
        queue.offer(payload(i, 100));
        await jest.advanceTimersByTimeAsync(0);
      }
      isThere = true;
      await jest.advanceTimersByTimeAsync(10_000);
      expect(delivered).toEqual([...Array(10).keys()].map((i) => i + 91));
      expect(lost).toEqual([...Array(90).keys()].map((i) => [i + 1, 'buffer_full']));
    });
  });

  test('one that the Collector cannot take does not hold up the others for ever', async () => {
    await onFakeClock(async () => {
      const { queue, delivered } = createSubject((_count, body) =>
        body.length === 13 ? again(new Error('HTTP 503')) : OK,
      );
      queue.offer(payload(1, 13));
      await jest.advanceTimersByTimeAsync(0);
      queue.offer(payload(2));
      await jest.advanceTimersByTimeAsync(60_000);
      expect(delivered).toEqual([2]);
    });
  });

  test('a flush tries what waits and does not wait for the impossible', async () => {
    const { queue, sentAt } = createSubject(() => again(refused));
    queue.offer(payload(1));
    await queue.flush();
    await queue.flush();
    expect(sentAt).toHaveLength(2);
  });

  test('a flush leaves a Collector alone that asked for it', async () => {
    const { queue, sentAt } = createSubject(() => again(new Error('HTTP 429'), 60_000));
    queue.offer(payload(1));
    await queue.flush();
    await queue.flush();
    expect(sentAt).toHaveLength(1);
  });

  test('what is taken for the end of the process is not sent any more', async () => {
    const { queue, sentAt, delivered, lost } = createSubject(() => new Promise(() => {}));
    for (let i = 1; i <= 6; i++) queue.offer(payload(i));
    await new Promise((resolve) => setImmediate(resolve));
    const { underWay, waiting } = queue.takeUnsent();
    expect([underWay, waiting].map((payloads) => payloads.map(({ items }) => items).sort())).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
    queue.offer(payload(7));
    expect({ sent: sentAt.length, delivered, lost }).toEqual({
      sent: 4,
      delivered: [],
      lost: [[7, 'shutdown']],
    });
  });
});
