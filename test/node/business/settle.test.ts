import { runInNewContext } from 'node:vm';
import { afterAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import knex from 'knex';
import { isPromiseLike, settle } from '../../../src/node/business/settle.ts';
import { transaction } from '../../../src/node/business/transaction.ts';
import { monitor } from '../../../src/node/monitor/monitor.ts';
import { withSpan } from '../../../src/node/with-span.ts';

let ended: ReadableSpan[] = [];
trace.setGlobalTracerProvider(
  new TracerProvider({
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: (span) => {
          ended.push(span);
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  }),
);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
beforeEach(() => {
  ended = [];
});
afterAll(() => {
  trace.disable();
  context.disable();
});

/** Answers when it is told to. */
const createDatabase = () => {
  const asked: { answer: (rows: unknown) => void; refuse: (error: unknown) => void; spanId: unknown }[] = [];
  return {
    asked,
    ask: (): Promise<unknown> =>
      new Promise((answer, refuse) => {
        asked.push({ answer, refuse, spanId: trace.getActiveSpan()?.spanContext().spanId });
      }),
  };
};
type Database = ReturnType<typeof createDatabase>;

/** Lazy as a promise of Prisma, and less forgiving: starts at `then`, each time anew. */
const prismaLike = ({ ask }: Database): PromiseLike<unknown> => ({
  // biome-ignore lint/suspicious/noThenProperty: that is what it is
  then: (fulfilled, rejected) => ask().then(fulfilled, rejected),
});

/** As Mongoose's: starts at `then`, and refuses to start again. */
const onceOnly = ({ ask }: Database): PromiseLike<unknown> => {
  let hasStarted = false;
  return {
    // biome-ignore lint/suspicious/noThenProperty: that is what it is
    then: (fulfilled, rejected) => {
      if (hasStarted) throw new Error('Query was already executed');
      hasStarted = true;
      return ask().then(fulfilled, rejected);
    },
  };
};

const builders = knex({ client: 'pg', pool: { min: 0 } });
/** A real builder, whose connection is not one. */
const knexBuilder = ({ ask }: Database): PromiseLike<unknown> => {
  const client = Object.create(builders.client);
  client.acquireConnection = async () => ({});
  client.releaseConnection = async () => {};
  client._query = async (_connection: unknown, query: object) => ({
    ...query,
    response: { rows: await ask() },
  });
  client.processResponse = ({ response }: { response: { rows: unknown } }) => response.rows;
  return client.queryBuilder().select('id').from('orders');
};

const ofAnotherRealm = ({ ask }: Database): PromiseLike<unknown> =>
  runInNewContext('new Promise((resolve, reject) => ask().then(resolve, reject))', { ask });

const KINDS = [
  ['a thenable that starts each time', prismaLike],
  ['a thenable that starts once', onceOnly],
  ['a builder of knex', knexBuilder],
  ['a promise of another realm', ofAnotherRealm],
] as const;

const RUNNERS = [
  ['transaction', <T>(work: () => T): T => transaction('checkout', {}, work)],
  ['step', <T>(work: () => T): T => transaction('checkout', {}, ({ step }) => step('pay', work))],
  ['withSpan', <T>(work: () => T): T => withSpan('checkout', work)],
  ['monitor', <T>(work: () => T): T => monitor('checkout', work)()],
] as const;

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(setImmediate);
};

describe.each(RUNNERS)('%s', (_name, run) => {
  test.each(KINDS)('lasts as long as %s, which is started once and inside', async (_kind, make) => {
    const database = createDatabase();
    const answer = run(() => make(database));
    // Nobody has awaited it yet.
    await until(() => database.asked.length > 0);
    expect(ended).toEqual([]);
    database.asked[0]?.answer([{ id: 1 }]);
    expect(await Promise.all([answer, answer])).toEqual([[{ id: 1 }], [{ id: 1 }]]);
    expect(database.asked).toHaveLength(1);
    const [innermost] = ended;
    expect(database.asked[0]?.spanId).toBe(innermost?.spanContext().spanId);
    expect(innermost?.status.code).toBe(0);
  });

  test.each(KINDS)('fails with %s', async (_kind, make) => {
    const database = createDatabase();
    const answer = run(() => make(database));
    await until(() => database.asked.length > 0);
    database.asked[0]?.refuse(new RangeError('no'));
    await expect(Promise.resolve(answer)).rejects.toThrow('no');
    expect(ended[0]?.status.code).toBe(2);
    expect(ended[0]?.events[0]?.attributes?.['exception.type']).toBe('RangeError');
  });
});

describe('what is no promise', () => {
  const unreadable = Object.defineProperty({}, 'then', {
    get: () => {
      throw new Error('not for you');
    },
  });
  test.each([
    [undefined],
    [null],
    [1],
    ['then'],
    [Object.fromEntries([['then', 1]])],
    [() => {}],
    [unreadable],
  ])('%p is answered as it is', (value) => {
    const done = jest.fn();
    expect(isPromiseLike(value)).toBe(false);
    expect(settle(() => value, done)).toBe(value);
    expect(done.mock.calls).toEqual([[]]);
  });
});

test('a thenable whose then throws has failed', async () => {
  const done = jest.fn();
  const broken = {
    // biome-ignore lint/suspicious/noThenProperty: that is what it is
    then: () => {
      throw new Error('broken');
    },
  };
  await expect(Promise.resolve(settle(() => broken, done))).rejects.toThrow('broken');
  expect(done.mock.calls).toEqual([[{ thrown: new Error('broken') }]]);
});
