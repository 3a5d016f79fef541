import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createClient } from 'redis';
import { quoteTable, renderDdl } from '../../../src/node/business/store/postgres-ddl.ts';
import { createPostgresStore } from '../../../src/node/business/store/postgres-store.ts';
import { createRedisStore } from '../../../src/node/business/store/redis-store.ts';
import type {
  StoreOptions,
  TransactionRecord,
  TransactionStore,
} from '../../../src/node/business/store/transaction-store.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';

const [redisServer, postgresServer] = await Promise.all([startRedis(), startPostgres()]);
const ioredis = redisServer && new Redis(redisServer.port, '127.0.0.1');
const nodeRedis =
  redisServer && (await createClient({ socket: { host: '127.0.0.1', port: redisServer.port } }).connect());
const pool =
  postgresServer &&
  new pg.Pool({
    host: '127.0.0.1',
    port: postgresServer.port,
    user: 'app',
    password: 'hunter2',
    database: 'postgres',
  });
afterAll(async () => {
  ioredis?.disconnect();
  nodeRedis?.destroy();
  await pool?.end();
  await Promise.all([redisServer?.stop(), postgresServer?.stop()]);
});

let stores = 0;
/** Each has a place of its own. */
const KINDS: readonly (readonly [string, (options?: StoreOptions) => TransactionStore])[] = [
  ...(ioredis
    ? [
        [
          'ioredis',
          (options = {}) => createRedisStore({ redis: ioredis, prefix: `t${stores++}:`, ...options }),
        ] as const,
      ]
    : []),
  ...(nodeRedis
    ? [
        [
          'redis',
          (options = {}) => createRedisStore({ redis: nodeRedis, prefix: `t${stores++}:`, ...options }),
        ] as const,
      ]
    : []),
  ...(pool
    ? [
        [
          'pg',
          (options = {}) =>
            createPostgresStore({ postgres: pool, table: `t${stores++}`, createTable: true, ...options }),
        ] as const,
      ]
    : []),
];

const recordOf = (number: number, more: Partial<TransactionRecord> = {}): TransactionRecord => ({
  id: number.toString(16).padStart(32, '0'),
  name: 'checkout',
  timeoutMillis: 3_600_000,
  attributes: { items: 2, 'it’s "odd"\\': 'a\u0000b\ud800' },
  ...more,
});
const STEP = {
  step: 'payment',
  millis: 12.5,
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  traceFlags: 1,
};

const withStores =
  KINDS.length > 0 ? describe.each(KINDS) : describe.skip.each([['none', () => ({}) as never]]);

withStores('the store by %s', (_kind, create) => {
  test('keeps a transaction with its steps, and its age by its own clock', async () => {
    const store = create();
    const record = recordOf(1, { slaMillis: 2_000 });
    expect(await store.put(record)).toBe(true);
    await store.enterStep(record.id, 'payment');
    for (let i = 0; i < 130; i++) await store.addStep(record.id, STEP);
    const kept = await store.get(record.id);
    expect(kept).toMatchObject({ record: { name: 'checkout', slaMillis: 2_000 }, isOverdue: false });
    expect(kept?.lastStep).toBe('payment');
    expect(kept?.steps).toHaveLength(128);
    expect(kept?.steps[0]).toEqual(STEP);
    expect(kept?.ageMillis).toBeGreaterThanOrEqual(0);
    expect(kept?.ageMillis).toBeLessThan(60_000);
  });

  test('of many that take the same one, one gets it', async () => {
    const store = create();
    await store.put(recordOf(1));
    const taken = await Promise.all(Array.from({ length: 20 }, () => store.take(recordOf(1).id)));
    expect(taken.filter((kept) => kept !== undefined)).toHaveLength(1);
    expect(await store.get(recordOf(1).id)).toBeUndefined();
    await store.enterStep(recordOf(1).id, 'late');
    await store.addStep(recordOf(1).id, STEP);
    expect(await store.get(recordOf(1).id)).toBeUndefined();
  });

  test('each that is overdue is claimed once, whoever asks, and can be ended later', async () => {
    const store = create();
    for (let i = 0; i < 50; i++) await store.put(recordOf(i, { timeoutMillis: 1 }));
    await store.put(recordOf(99));
    const claimed: string[] = [];
    await waitFor('all fifty', async () => {
      const found = await Promise.all(Array.from({ length: 10 }, () => store.claimOverdue(20)));
      claimed.push(...found.flat().map(({ record }) => record.id));
      return claimed.length >= 50 || undefined;
    });
    expect(claimed.sort()).toEqual(Array.from({ length: 50 }, (_, i) => recordOf(i).id));
    expect(await store.claimOverdue(20)).toEqual([]);
    expect(await store.take(recordOf(7).id)).toMatchObject({ isOverdue: true });
  });

  test('one that nobody confirms as told is claimed again; one that is confirmed never', async () => {
    const store = create({ claimMillis: 100 });
    const [told, untold] = [recordOf(1, { timeoutMillis: 1 }), recordOf(2, { timeoutMillis: 1 })];
    for (const record of [told, untold]) await store.put(record);
    await waitFor('both', async () => (await store.claimOverdue(10)).length || undefined);
    await store.claimOverdue(10);
    await store.confirmOverdue?.([told.id, 'f'.repeat(32)]);
    const again: string[] = [];
    await waitFor('the other one three times', async () => {
      again.push(...(await store.claimOverdue(10)).map(({ record }) => record.id));
      return again.length >= 3 || undefined;
    });
    expect(new Set(again)).toEqual(new Set([untold.id]));
    // A claim that does not hold any more is none.
    await waitFor('no claim', async () => (await store.get(untold.id))?.isOverdue === false || undefined);
    expect(await store.take(told.id)).toMatchObject({ isOverdue: true });
    expect(await store.get('f'.repeat(32))).toBeUndefined();
  });

  test('those that never end are bounded, and forgotten', async () => {
    const store = create({ maxTransactions: 100, retentionMillis: 3_000 });
    for (let i = 0; i < 100; i++) expect(await store.put(recordOf(i, { timeoutMillis: 1 }))).toBe(true);
    const more = await Promise.all(Array.from({ length: 400 }, (_, i) => store.put(recordOf(200 + i))));
    expect(more.filter(Boolean)).toEqual([]);
    expect(await store.claimOverdue(1_000)).toHaveLength(100);
    await waitFor('room again', async () => {
      await store.claimOverdue(1);
      return (await store.put(recordOf(900))) || undefined;
    });
    await waitFor('nothing of it', async () => (await store.get(recordOf(0).id)) === undefined || undefined);
  });
});

/** What others have put in the place of a record, beside one that is sound. */
const HOSTILE = [
  'no JSON',
  '{}',
  '[]',
  'null',
  '{"id":1}',
  JSON.stringify(recordOf(2, { name: 'x'.repeat(1_000_000) })),
  JSON.stringify({ ...recordOf(2), timeoutMillis: -1 }),
  JSON.stringify({ ...recordOf(2), slaMillis: 1e308 }),
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
];
const FOREIGN = { ...recordOf(3), attributes: { deep: { a: 1 }, list: [1], long: 'x'.repeat(300), good: 1 } };

(pool ? test : test.skip)('PostgreSQL: what others have written breaks nothing', async () => {
  const table = 'written_by_others';
  const store = createPostgresStore({ postgres: pool as pg.Pool, table, createTable: true });
  await store.put(recordOf(1, { timeoutMillis: 1 }));
  const insert = `INSERT INTO ${table} (id, record, overdue_at, last_step, steps) VALUES ($1, $2, now() - interval '1 hour', $3, $4)`;
  for (const [index, text] of HOSTILE.entries()) await pool?.query(insert, [`h${index}`, text, 'a', []]);
  await pool?.query(insert, ['foreign', JSON.stringify(FOREIGN), 'x'.repeat(10_000), ['no JSON', '{}']]);
  await expectSound(store, 'foreign');
  for (const [index] of HOSTILE.entries()) expect(await store.take(`h${index}`)).toBeUndefined();
});

(ioredis ? test : test.skip)('Redis: what others have written breaks nothing', async () => {
  const redis = ioredis as Redis;
  const store = createRedisStore({ redis, prefix: 'others:' });
  const contents = [
    ...HOSTILE.map((record) => ({ record, start: 1 })),
    { record: JSON.stringify(recordOf(2)) },
    { record: JSON.stringify(recordOf(2)), start: 'soon' },
    { record: JSON.stringify(recordOf(2)), start: 1, overdue: 'soon', name: 'wrong' },
  ];
  for (const [index, content] of contents.entries()) await redis.hset(`others:t:h${index}`, content);
  await redis.set('others:t:text', 'no hash');
  await redis.hset('others:t:foreign', {
    record: JSON.stringify(FOREIGN),
    start: 1,
    last: 'x'.repeat(10_000),
  });
  await redis.set('others:s:foreign', 'no list');
  for (const id of [...contents.keys()].map((index) => `h${index}`).concat('text', 'gone', 'foreign'))
    await redis.zadd('others:open', 1, id);
  await store.put(recordOf(1, { timeoutMillis: 1 }));
  await expectSound(store, 'foreign', recordOf(2).id);
  for (const id of ['text', 'h0', `h${HOSTILE.length}`]) {
    expect(await store.get(id)).toBeUndefined();
    await store.enterStep('foreign', 'on');
    expect(await store.take(id)).toBeUndefined();
  }
});

/** The one that is sound is claimed among the others, and what is told of a foreign one is small. */
const expectSound = async (store: TransactionStore, foreign: string, ...more: string[]): Promise<void> => {
  const claimed: string[] = [];
  await waitFor('the sound one', async () => {
    claimed.push(...(await store.claimOverdue(100)).map(({ record }) => record.id));
    return claimed.includes(recordOf(1).id) || undefined;
  });
  expect(claimed.sort()).toEqual([recordOf(1).id, recordOf(3).id, ...more].sort());
  const kept = await store.get(foreign);
  expect(kept?.record.attributes).toEqual({ good: 1 });
  expect(kept?.lastStep).toHaveLength(256);
  expect(kept?.steps).toEqual([]);
};

test.each(['a; DROP TABLE users', 'a.b.c', '"a"', '', '1a'])('%p is no name of a table', (name) => {
  expect(() => quoteTable(name)).toThrow(/is no name of a table; expected letters/);
});

(pool ? test : test.skip)('the printed SQL makes a table that works, with a schema too', async () => {
  await pool?.query('CREATE SCHEMA audit');
  await pool?.query(renderDdl('audit.transactions'));
  await pool?.query(renderDdl('audit.transactions'));
  const store = createPostgresStore({ postgres: pool as pg.Pool, table: 'audit.transactions' });
  expect(await store.put(recordOf(1))).toBe(true);
  // Others may write there too.
  await pool?.query('UPDATE audit.transactions SET record = \'{"id": 1}\'');
  expect(await store.get(recordOf(1).id)).toBeUndefined();
});
