import { afterAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../servers/start-postgres.ts';
import { bySummary, durations, insideWork, leaks, observe } from './observe.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const port = String(server?.port);
const withPostgres = server ? describe : describe.skip;

withPostgres('pg', () => {
  test.each(['import', 'require', 'oldest'])('%s: one span and one measurement an operation', async (how) => {
    const observed = await observe('pg.mjs', { args: [how, port] });
    expect(observed.ended).toMatchObject({ stdout: 'rows 1\n42703\nrefused ECONNREFUSED\n', stderr: '' });
    expect(insideWork(observed)).toEqual([
      'DROP TABLE users',
      'CREATE TABLE users',
      'INSERT users',
      'SELECT users',
      'SELECT !42703',
      'INSERT users !23505',
      'SELECT users',
      'SELECT users !42703',
    ]);
    expect(durations(observed)).toEqual([
      'CREATE TABLE users: 1',
      'DROP TABLE users: 1',
      'INSERT users !23505: 1',
      'INSERT users: 1',
      'SELECT !42703: 1',
      'SELECT users !42703: 1',
      'SELECT users: 2',
      // It came to no query, and is a failed operation all the same.
      'connect !ECONNREFUSED: 1',
    ]);
    expect(bySummary(observed)).toEqual([
      'CREATE TABLE users: 1',
      'DROP TABLE users: 1',
      'INSERT users: 2',
      'SELECT users: 3',
      'SELECT: 1',
      'undefined: 1',
    ]);
    expect(observed.spans.find(({ name }) => name === 'INSERT users')).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'postgresql',
        'db.namespace': 'postgres',
        'db.collection.name': 'users',
        'db.operation.name': 'INSERT',
        'db.query.summary': 'INSERT users',
        'db.query.text': 'INSERT INTO users VALUES ($?, $?)',
        'server.address': '127.0.0.1',
        'server.port': server?.port,
      },
    });
    expect(leaks(observed)).toEqual([]);
  });

  test('a connection is a span only where it failed', async () => {
    const { spans } = await observe('pg.mjs', { args: ['import', port] });
    const connects = spans.filter(({ name }) => name.includes('connect'));
    expect(connects).toMatchObject([
      {
        name: 'connect',
        isError: true,
        attributes: { 'error.type': 'ECONNREFUSED', 'server.address': '127.0.0.1', 'server.port': 1 },
      },
    ]);
  });

  test('pools are counted', async () => {
    const { points } = await observe('pg.mjs', { args: ['import', port] });
    const pools = points.filter(({ metric }) => metric.startsWith('db.client.connection.'));
    expect(new Set(pools.map(({ metric }) => metric))).toEqual(
      new Set([
        'db.client.connection.count',
        'db.client.connection.max',
        'db.client.connection.pending_requests',
        'db.client.connection.use_time',
        'db.client.connection.wait_time',
      ]),
    );
    expect(pools[0]?.attributes['db.client.connection.pool.name']).toBe(`127.0.0.1:${port}/postgres`);
  });

  test('operations are measured that are not sampled', async () => {
    const env = { OTEL_TRACES_SAMPLER: 'always_off' };
    const observed = await observe('pg.mjs', { args: ['import', port], env });
    expect(observed.spans).toEqual([]);
    expect(durations(observed)).toContain('INSERT users !23505: 1');
  });
});

withPostgres('knex', () => {
  test.each(['import', 'require'])(
    '%s: only the spans of its driver, where the query was built',
    async (how) => {
      const observed = await observe('knex.mjs', { args: [how, port] });
      expect(observed.ended).toMatchObject({ stdout: 'rows 1\n', stderr: '' });
      expect(insideWork(observed)).toEqual(['insert "people"']);
      expect(insideWork(observed, 'more work')).toEqual(['select "people"']);
      expect(durations(observed)).toEqual([
        'alter table "people": 1',
        'create table "people": 1',
        'drop table "people": 1',
        'insert "people": 1',
        'select "people": 1',
        'select: 1',
      ]);
      expect(leaks(observed)).toEqual([]);
    },
  );
});

withPostgres('where the driver is not instrumented', () => {
  const env = { OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'pg' };

  test('knex makes the spans', async () => {
    const observed = await observe('knex.mjs', { args: ['import', port], env });
    expect(insideWork(observed)).toEqual(['insert "people"']);
    expect(durations(observed)).toContain('insert "people": 1');
    expect(leaks(observed)).toEqual([]);
  });

  test('Prisma makes the spans', async () => {
    const observed = await observe('prisma.mjs', { args: [port], env });
    expect(insideWork(observed, 'prisma User.findMany')).toEqual(['SELECT "public"."users"']);
    expect(durations(observed)).toContain('SELECT "public"."users": 1');
    expect(leaks(observed)).toEqual([]);
  });
});

withPostgres('prisma', () => {
  test('operations of the model around the spans of the driver', async () => {
    const observed = await observe('prisma.mjs', { args: [port] });
    expect(observed.ended).toMatchObject({ stdout: 'rows 1\ncode P2002\n', stderr: '' });
    expect(insideWork(observed)).toEqual([
      'prisma executeRaw',
      'prisma executeRaw',
      'prisma User.create',
      'prisma User.findMany',
      'prisma User.create',
    ]);
    expect(insideWork(observed, 'prisma User.findMany')).toEqual(['SELECT "public"."users"']);
    expect(durations(observed)).toEqual([
      'CREATE TABLE users: 1',
      'DROP TABLE users: 1',
      'INSERT "public"."users" !23505: 1',
      'INSERT "public"."users": 1',
      'SELECT "public"."users": 1',
    ]);
    expect(leaks(observed)).toEqual([]);
  });
});
