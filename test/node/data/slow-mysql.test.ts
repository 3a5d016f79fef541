import { afterAll, describe, expect, test } from '@jest/globals';
import { startMariadb } from '../servers/start-mariadb.ts';
import { startMysql } from '../servers/start-mysql.ts';
import { useFixture } from '../use-fixture.ts';

const [mariadb, mysqld] = await Promise.all([startMariadb(), startMysql()]);
afterAll(() => Promise.all([mariadb?.stop(), mysqld?.stop()]));
const SERVERS = [
  { name: 'MariaDB', server: mariadb, q: '' },
  { name: 'MySQL', server: mysqld, q: '`' },
].filter(({ server }) => server !== undefined);

describe.each(SERVERS)('slow queries of mysql2 at $name', ({ server, q }) => {
  const used = useFixture('data/slow-mysql.mjs', {
    args: [String(server?.port)],
    env: {
      BINNACLE_SLOW_QUERY_THRESHOLD: '150',
      BINNACLE_SLOW_QUERY_ADAPTIVE: 'false',
      BINNACLE_EXPLAIN_URLS: `mysql://reader:hunter2@127.0.0.1:${server?.port}/shop`,
    },
  });
  const records = (event: string) =>
    used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === `binnacle.database.${event}`);

  test('are told with the types of their parameters and the place', () => {
    const slow = records('slow_query').filter(({ attributes }) =>
      String(attributes['db.query.summary']).startsWith('SELECT'),
    );
    expect(slow.map(({ attributes }) => attributes)).toMatchObject([
      {
        'db.query.text': 'SELECT id, sleep(?) FROM slow_orders AS o WHERE o.customer = ?',
        'binnacle.slow_query.parameter_types': ['integer'],
        'db.response.returned_rows': 5,
      },
    ]);
    expect(slow[0]?.body).toMatch(/asked at data\/slow-mysql\.mjs:\d+$/);
  });

  test('are explained, with the index to try, in their trace', () => {
    const [plan, ...others] = records('plan');
    expect(others).toEqual([]);
    expect(plan?.traceId).toBe(records('slow_query').at(-1)?.traceId);
    expect(plan).toMatchObject({
      attributes: {
        'binnacle.plan.findings': ['sequential_scan'],
        'binnacle.plan': expect.stringMatching(/^ALL on slow_orders o rows=\d+ filter: /),
      },
    });
    expect(plan?.body).toMatch(
      new RegExp(`CREATE INDEX slow_orders_customer ON \`slow_orders\` \\(${q}customer${q}\\)$`),
    );
  });
});
