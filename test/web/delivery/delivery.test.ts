import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createDelivery, type Delivery, type Store } from '../../../src/web/delivery/delivery.ts';
import type { Batch } from '../../../src/web/delivery/queue.ts';

const SCOPE = { name: 'binnacle' };

interface Sent {
  readonly url: string;
  readonly bytes: number;
  readonly keepalive: boolean;
  readonly items: number;
}

type Answer = number | 'offline' | readonly [status: number, retryAfter: string];

/** A server that answers as it is told, the last answer for ever. */
const serve = (answers: Answer[]) => {
  const sent: Sent[] = [];
  const held: (() => void)[] = [];
  const state = { hold: false };
  const fetchLike = (async (url: string, init: RequestInit) => {
    const body = String(init.body);
    sent.push({
      url,
      bytes: Buffer.byteLength(body),
      keepalive: init.keepalive ?? false,
      items: body.split('"n":').length - 1,
    });
    if (state.hold) await new Promise<void>((resolve) => held.push(resolve));
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) as Answer;
    if (answer === 'offline') throw new TypeError('Failed to fetch');
    const [status, retryAfter] = typeof answer === 'number' ? [answer] : answer;
    return new Response(null, { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} });
  }) as typeof fetch;
  return { sent, state, fetch: fetchLike, release: () => held.splice(0).forEach((each) => void each()) };
};

const optionsOf = (server: { fetch: typeof fetch }) => ({
  endpoint: () => 'https://collector.example/v1/',
  headers: { 'content-type': 'application/json' },
  resource: () => '{"attributes":[],"droppedAttributesCount":0}',
  fetch: server.fetch,
});

const start = (server: { fetch: typeof fetch }, store?: Store): Delivery =>
  createDelivery({ ...optionsOf(server), store: store && (async () => store) });

const item = (n: number, bytes = 20): string => `{"n":${n},"pad":"${'x'.repeat(bytes)}"}`;
const sum = (sent: readonly Sent[]): number => sent.reduce((total, { items }) => total + items, 0);

describe('delivery', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  test('one request a signal after five seconds', async () => {
    const server = serve([200]);
    const delivery = start(server);
    delivery.add('traces', SCOPE, item(1));
    delivery.add('logs', SCOPE, item(2));
    delivery.add('traces', SCOPE, item(3));
    await jest.advanceTimersByTimeAsync(4_999);
    expect(server.sent).toEqual([]);
    await jest.advanceTimersByTimeAsync(2);
    expect(server.sent.map(({ url, items }) => [url, items])).toEqual([
      ['https://collector.example/v1/logs', 1],
      ['https://collector.example/v1/traces', 2],
    ]);
  });

  test('no request is over 60 KB, and nothing is lost in the splitting', async () => {
    const server = serve([200]);
    const delivery = start(server);
    for (let n = 0; n < 200; n++) delivery.add('traces', SCOPE, item(n, 2_000));
    await delivery.flush();
    expect(Math.max(...server.sent.map(({ bytes }) => bytes))).toBeLessThanOrEqual(60_000);
    expect(sum(server.sent)).toBe(200);
    expect(delivery.dropped).toBe(0);
  });

  test('what is under way with keepalive stays within the browser’s budget', async () => {
    const server = serve([200]);
    server.state.hold = true;
    const delivery = start(server);
    for (let n = 0; n < 100; n++) delivery.add('traces', SCOPE, item(n, 2_000));
    const flushed = delivery.flush();
    const kept = server.sent.filter(({ keepalive }) => keepalive);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.reduce((total, { bytes }) => total + bytes, 0)).toBeLessThanOrEqual(60_000);
    expect(server.sent.length).toBeGreaterThan(kept.length);
    server.release();
    await flushed;
  });

  test.each<readonly [string, Answer]>([
    ['503', 503],
    ['429', 429],
    ['nobody there', 'offline'],
  ])('%s: the batch is sent again, once', async (_what, answer) => {
    const server = serve([answer, answer, answer, answer, 200]);
    const delivery = start(server);
    delivery.add('traces', SCOPE, item(1));
    await delivery.flush();
    await jest.advanceTimersByTimeAsync(120_000);
    const total = server.sent.length;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(server.sent.length).toBe(total);
    expect(total).toBeGreaterThanOrEqual(3);
    expect(delivery.dropped).toBe(0);
  });

  test.each([
    ['seconds', '120'],
    ['a date', new Date(Date.now() + 120_000).toUTCString()],
  ])('Retry-After in %s is kept to', async (_what, retryAfter) => {
    jest.setSystemTime(Date.parse(new Date().toUTCString()));
    const server = serve([[503, retryAfter], 200]);
    const delivery = start(server);
    delivery.add('traces', SCOPE, item(1));
    await delivery.flush();
    delivery.add('traces', SCOPE, item(2));
    await jest.advanceTimersByTimeAsync(110_000);
    expect(server.sent).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(sum(server.sent)).toBe(3);
  });

  describe('of a page that is hidden', () => {
    beforeEach(() => void Object.assign(globalThis, { document: { hidden: true } }));
    afterEach(() => void Reflect.deleteProperty(globalThis, 'document'));
    const itemsIn = (server: { sent: readonly Sent[] }) => server.sent.map(({ items }) => items);

    test('what is new is sent while what failed waits for its time', async () => {
      const server = serve([[503, '60']]);
      const delivery = start(server);
      for (let n = 0; n < 5; n++) {
        delivery.add('traces', SCOPE, item(n));
        await delivery.flush();
      }
      expect(itemsIn(server)).toEqual([1, 1, 1, 1, 1]);
      await jest.advanceTimersByTimeAsync(59_000);
      expect(server.sent).toHaveLength(5);
      await jest.advanceTimersByTimeAsync(2_000);
      expect(server.sent).toHaveLength(10);
      expect(delivery.dropped).toBe(0);
    });

    test('what failed is tried once more when the page leaves', async () => {
      const server = serve([[503, '60']]);
      const delivery = start(server);
      delivery.add('traces', SCOPE, item(1));
      await delivery.flush();
      delivery.add('traces', SCOPE, item(2));
      await delivery.flush(true);
      expect(itemsIn(server)).toEqual([1, 1, 1]);
      await delivery.flush();
      await jest.advanceTimersByTimeAsync(50_000);
      expect(server.sent).toHaveLength(3);
    });
  });

  test('what the server refuses for good is counted, not sent again', async () => {
    const server = serve([400]);
    const delivery = start(server);
    delivery.add('traces', SCOPE, item(1));
    await delivery.flush();
    await jest.advanceTimersByTimeAsync(300_000);
    expect(server.sent).toHaveLength(1);
    expect(delivery.dropped).toBe(1);
  });

  test('while nobody answers, memory is bounded and what is dropped is counted', async () => {
    const server = serve([503]);
    const delivery = start(server);
    for (let n = 0; n < 5_000; n++) delivery.add('traces', SCOPE, item(n, 2_000));
    await jest.advanceTimersByTimeAsync(600_000);
    expect(delivery.dropped).toBeGreaterThan(3_000);
    expect(delivery.dropped).toBeLessThan(5_000);
  });

  test('with a store, what failed waits there and is sent at the next chance', async () => {
    const stored: Batch[] = [];
    const store: Store = {
      put: async (batches) => void stored.push(...batches),
      take: async () => stored.splice(0),
    };
    const server = serve(['offline', 200]);
    const delivery = start(server, store);
    delivery.add('traces', SCOPE, item(1));
    await delivery.flush();
    expect(stored).toHaveLength(1);
    delivery.stop();
    start(server, store).retry();
    await jest.advanceTimersByTimeAsync(10);
    expect(stored).toEqual([]);
    expect(server.sent.at(-1)?.items).toBe(1);
  });

  test('a page that is leaving leaves what is stored to the next', async () => {
    const take = jest.fn(async () => []);
    const delivery = start(serve([200]), { put: async () => {}, take });
    delivery.add('traces', SCOPE, item(1));
    await delivery.flush(true);
    expect(take).not.toHaveBeenCalled();
    await delivery.flush();
    expect(take).toHaveBeenCalledTimes(1);
  });

  test('a stopped one sends nothing more', async () => {
    const server = serve([200]);
    const delivery = start(server);
    delivery.stop();
    delivery.add('traces', SCOPE, item(1));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(server.sent).toEqual([]);
  });

  test('a stopped one drops what waits, and leaves its store alone', async () => {
    const server = serve([200, 503]);
    const used: string[] = [];
    let openStore = (): void => {};
    const delivery = createDelivery({
      ...optionsOf(server),
      store: async () => {
        await new Promise<void>((resolve) => {
          openStore = resolve;
        });
        return {
          put: async () => void used.push('put'),
          take: async () => {
            used.push('take');
            return [];
          },
        };
      },
    });
    delivery.add('traces', SCOPE, item(1));
    const flushed = delivery.flush();
    delivery.add('traces', SCOPE, item(2));
    delivery.stop();
    openStore();
    await flushed;
    await delivery.flush(true);
    expect(server.sent.map(({ items }) => items)).toEqual([1]);
    expect(used).toEqual([]);
  });
});
