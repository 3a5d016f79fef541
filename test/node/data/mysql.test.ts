import { afterAll, describe, expect, test } from '@jest/globals';
import { startMariadb } from '../servers/start-mariadb.ts';
import { startMysql } from '../servers/start-mysql.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

const [mariadb, mysqld] = await Promise.all([startMariadb(), startMysql()]);
afterAll(() => Promise.all([mariadb?.stop(), mysqld?.stop()]));
const SERVERS = [
  { name: 'MariaDB', server: mariadb, hasNative: true },
  { name: 'MySQL', server: mysqld, hasNative: mysqld?.hasNative },
].filter(({ server }) => server !== undefined);

describe.each(SERVERS)('against $name', ({ server, hasNative }) => {
  const port = String(server?.port);
  const isFor = ([name]: readonly [string, string]): boolean => hasNative === true || name !== 'mysql';

  test.each(
    (
      [
        ['mysql', 'import'],
        ['mysql', 'require'],
        ['mysql2', 'import'],
        ['mysql2', 'require'],
        ['mysql2', 'oldest'],
      ] as const
    ).filter(isFor),
  )('%s, %s: one span and one measurement an operation', async (name, how) => {
    const observed = await observe('mysql.mjs', { args: [name, how, port] });
    expect(observed.ended.stdout).toBe('rows 1\n');
    expect(observed.ended.messages).toEqual([]);
    expect(insideWork(observed)).toEqual([
      'DROP TABLE users',
      'CREATE TABLE users',
      'INSERT users',
      'SELECT users',
      'SELECT !1054',
      'INSERT users !1062',
      'SELECT users',
      'SELECT users',
    ]);
    expect(durations(observed)).toEqual([
      'CREATE TABLE users: 1',
      'DROP TABLE users: 1',
      'INSERT users !1062: 1',
      'INSERT users: 1',
      'SELECT !1054: 1',
      'SELECT users: 3',
    ]);
    expect(observed.spans.find((span) => span.name === 'INSERT users')).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'mysql',
        'db.namespace': 'shop',
        'db.collection.name': 'users',
        'db.operation.name': 'INSERT',
        'db.query.summary': 'INSERT users',
        'db.query.text': 'INSERT INTO users VALUES (?, ?)',
        'server.address': '127.0.0.1',
        'server.port': server?.port,
      },
    });
    expect(leaks(observed)).toEqual([]);
    // The database tells the value that is there already.
    expect(observed.raw).toContain('Duplicate entry ? for key');
  });

  (hasNative ? test : test.skip)(
    'pools of mysql are counted by a name that says where they lead',
    async () => {
      const { points } = await observe('mysql.mjs', { args: ['mysql', 'import', port] });
      const pools = points.filter(({ metric }) => metric === 'db.client.connection.count');
      expect(pools.map(({ attributes }) => attributes['db.client.connection.pool.name'])).toEqual([
        `127.0.0.1:${port}/shop`,
        `127.0.0.1:${port}/shop`,
      ]);
    },
  );
});
