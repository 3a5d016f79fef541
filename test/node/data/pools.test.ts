import { afterAll, describe, expect, test } from '@jest/globals';
import { startFerretdb } from '../servers/start-ferretdb.ts';
import { startMariadb } from '../servers/start-mariadb.ts';
import { startMysql } from '../servers/start-mysql.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';
import { useFixture } from '../use-fixture.ts';

const [postgres, mariadb, mysqld, redis, ferretdb] = await Promise.all([
  startPostgres(),
  startMariadb(),
  startMysql(),
  startRedis(),
  startFerretdb(),
]);
afterAll(() => Promise.all([postgres, mariadb, mysqld, redis, ferretdb].map((server) => server?.stop())));
const LEAK = 'binnacle.database.connection_leak';

const POOLS = [
  { library: 'pg', server: postgres, pool: `127.0.0.1:${postgres?.port}/postgres`, max: 1, timeouts: [1] },
  { library: 'knex', server: postgres, pool: `127.0.0.1:${postgres?.port}/postgres`, max: 1, timeouts: [1] },
  {
    library: 'prisma',
    server: postgres,
    pool: `127.0.0.1:${postgres?.port}/postgres`,
    max: 1,
    timeouts: [1],
  },
  {
    library: 'mysql2',
    of: ' (MariaDB)',
    server: mariadb,
    pool: `127.0.0.1:${mariadb?.port}/shop`,
    max: 1,
    timeouts: [],
  },
  {
    library: 'mysql2',
    of: ' (MySQL)',
    server: mysqld,
    pool: `127.0.0.1:${mysqld?.port}/shop`,
    max: 1,
    timeouts: [],
  },
  { library: 'redis', server: redis, pool: 'redis', max: undefined, timeouts: [1] },
  // Through a proxy.
  {
    library: 'mongodb',
    server: ferretdb,
    pool: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    max: 1,
    timeouts: [1],
  },
];

describe.each(POOLS.filter(({ server }) => server !== undefined).map((each) => ({ of: '', ...each })))(
  'the pool of $library$of',
  ({ library, server, pool, max, timeouts }) => {
    const used = useFixture('data/pools.mjs', {
      args: [library, String(server?.port)],
      env: { BINNACLE_CONNECTION_HELD_LIMIT: '700', OTEL_METRIC_EXPORT_INTERVAL: '200' },
    });
    const points = (name: string) =>
      used
        .receiver()
        .metricPoints()
        .filter(({ metric }) => metric === `db.client.connection.${name}`);

    test('tells size, use, waiting and how long each takes, by its name', () => {
      for (const name of ['count', 'pending_requests', 'wait_time', 'use_time'])
        expect([
          name,
          ...new Set(points(name).map(({ attributes }) => attributes['db.client.connection.pool.name'])),
        ]).toEqual([name, pool]);
      expect([...new Set(points('max').map(({ value }) => value))]).toEqual(max === undefined ? [] : [max]);
      const states = points('count').map(
        ({ attributes, value }) => `${attributes['db.client.connection.state']} ${value}`,
      );
      expect(states).toEqual(expect.arrayContaining(['used 1', 'idle 0']));
      if (timeouts.length > 0) expect(points('pending_requests').map(({ value }) => value)).toContain(1);
    });

    test('counts who waited too long', () => {
      expect(
        points('timeouts')
          .map(({ value }) => value)
          .slice(-1),
      ).toEqual(timeouts);
    });

    test('tells of a connection that is not given back, once, with the place', () => {
      const records = used
        .receiver()
        .logRecords()
        .filter(({ eventName }) => eventName === LEAK);
      const leaks = used
        .receiver()
        .metricPoints()
        .filter(({ metric }) => metric === 'binnacle.database.connection_leaks')
        .map(({ value }) => value);
      expect(leaks.slice(-1)).toEqual([1]);
      expect(records.map(({ attributes }) => attributes)).toEqual([
        {
          'db.client.connection.pool.name': pool,
          'binnacle.connection.held': expect.any(Number),
          'binnacle.connection.place': expect.stringMatching(/^data\/pools\.mjs:\d+$/),
        },
      ]);
    });
  },
);

describe.each(POOLS.filter(({ server }) => server !== undefined).map((each) => ({ of: '', ...each })))(
  'the pool of $library$of, whose connections are in use and never forgotten',
  ({ library, server }) => {
    const used = useFixture('data/busy-pools.mjs', {
      args: [library, String(server?.port)],
      env: { BINNACLE_CONNECTION_HELD_LIMIT: '700', OTEL_METRIC_EXPORT_INTERVAL: '200' },
    });

    test('is quiet', () => {
      const metrics = used.receiver().metricPoints();
      expect(metrics.map(({ metric }) => metric)).toContain('db.client.connection.use_time');
      expect(metrics.map(({ metric }) => metric)).not.toContain('binnacle.database.connection_leaks');
      const records = used.receiver().logRecords();
      expect(records.filter(({ eventName }) => eventName === LEAK).map(({ body }) => body)).toEqual([]);
    });
  },
);
