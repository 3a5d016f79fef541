import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mysql, { type Connection } from 'mysql2/promise';
import { findPlanFaults } from '../../../src/core/insight/plan/find-plan-faults.ts';
import type { PlanFindingKind } from '../../../src/core/insight/plan/plan.ts';
import { renderPlan } from '../../../src/core/insight/plan/redact-plan.ts';
import { explainMysql } from '../../../src/node/explain/explain-mysql.ts';
import { startMariadb } from '../servers/start-mariadb.ts';
import { startMysql } from '../servers/start-mysql.ts';

const servers = await Promise.all([startMariadb(), startMysql()]);
const [mariadb, mysqld] = servers;
const SERVERS = [
  { system: 'mariadb', server: mariadb, q: '' },
  { system: 'mysql', server: mysqld, q: '`' },
].filter(({ server }) => server !== undefined);
afterAll(() => Promise.all(servers.map((server) => server?.stop())));

/** MySQL has no tables of numbers. */
const NUMBERS = `
  SET SESSION cte_max_recursion_depth = 50000;
  CREATE TEMPORARY TABLE numbers (seq int PRIMARY KEY) AS
    WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 50000) SELECT seq FROM n;
`;

describe.each(SERVERS)('$system', ({ system, server, q }) => {
  const url = (user: string): string => `mysql://${user}:hunter2@127.0.0.1:${server?.port}/shop`;
  let admin: Connection;

  beforeAll(async () => {
    const root = {
      host: '127.0.0.1',
      port: server?.port ?? 0,
      user: 'app',
      password: 'hunter2',
      database: 'shop',
    };
    admin = await mysql.createConnection({ ...root, multipleStatements: true });
    const numbers = system === 'mysql' ? 'numbers WHERE seq <=' : 'seq_1_to_50000 WHERE seq <=';
    await admin.query(`
    ${system === 'mysql' ? NUMBERS : ''}
    CREATE TABLE customers (id int PRIMARY KEY, phone varchar(20), email varchar(80), city varchar(20), KEY phone (phone));
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status varchar(20), total int, created datetime);
    CREATE TABLE \`group\` (id int PRIMARY KEY, \`key\` text, \`a b\` varchar(2000), json json);
    INSERT INTO \`group\` SELECT seq, concat('k', seq), concat('v', seq), '{}' FROM ${numbers} 20000;
    CREATE TABLE items (id int PRIMARY KEY, order_id int, weight int);
    INSERT INTO customers SELECT seq, concat('5', seq), concat('c', seq), concat('city', seq % 50) FROM ${numbers} 20000;
    INSERT INTO orders SELECT seq, seq % 20000, elt(1 + seq % 4, 'open', 'paid', 'sent', 'done'), seq, now()
      FROM ${numbers} 50000;
    INSERT INTO items SELECT seq, seq % 50000, seq % 77 FROM ${numbers} 20000;
    ANALYZE TABLE customers, orders, items, \`group\`;
  `);
  }, 60_000);
  afterAll(() => admin?.end());

  interface Asked {
    readonly types?: readonly string[];
    readonly rowsSeen?: number;
  }

  const explain = async (statement: string, { types, rowsSeen }: Asked = {}) => {
    const request = { statement, parameterTypes: types, analyze: false, timeoutMillis: 5_000 };
    const { plan, facts } = await explainMysql(url('reader'), request);
    return { plan, findings: findPlanFaults(plan, { ...facts, rowsSeen }) };
  };

  const sortedRows = async (statement: string): Promise<number> => {
    await admin.query('FLUSH STATUS');
    await admin.query(statement);
    const [rows] = await admin.query("SHOW SESSION STATUS LIKE 'Sort_rows'");
    return Number((rows as { Value: string }[])[0]?.Value);
  };

  /** Rows that the storage engine gave for it. */
  const rowsRead = async (statement: string): Promise<number> => {
    await admin.query('FLUSH STATUS');
    await admin.query(statement);
    const [rows] = await admin.query("SHOW SESSION STATUS LIKE 'Handler_read%'");
    return (rows as { Value: string }[]).reduce((total, { Value }) => total + Number(Value), 0);
  };

  describe('what a plan says', () => {
    test.each<{
      readonly kind: PlanFindingKind;
      readonly statement: string;
      readonly types: readonly string[];
      readonly fix: string;
      /** Whose rows are counted before and after; undefined where the index is not made. */
      readonly withValues: string | undefined;
      /** At least so many times fewer rows. */
      readonly times?: number;
      readonly twin: string;
      readonly twinTypes: readonly string[];
    }>([
      {
        kind: 'sequential_scan',
        statement: 'SELECT * FROM orders AS o WHERE o.customer_id = ? AND o.total > 2',
        types: ['integer'],
        fix: `CREATE INDEX orders_customer_id_total ON \`orders\` (${q}customer_id${q}, ${q}total${q})`,
        withValues: 'SELECT * FROM orders WHERE customer_id = 7 AND total > 2',
        twin: 'SELECT * FROM orders WHERE id = ?',
        twinTypes: ['integer'],
      },
      {
        kind: 'sequential_scan',
        statement: 'SELECT * FROM `group` WHERE `key` = ?',
        types: ['string'],
        fix: 'CREATE INDEX group_key ON `group` (`key`(100))',
        withValues: "SELECT * FROM `group` WHERE `key` = 'k77'",
        twin: 'SELECT * FROM `group` WHERE id = ?',
        twinTypes: ['integer'],
      },
      {
        kind: 'sequential_scan',
        statement: 'SELECT * FROM `group` AS g WHERE g.`a b` = ?',
        types: ['string'],
        fix: 'CREATE INDEX group_a_b ON `group` (`a b`(100))',
        withValues: "SELECT * FROM `group` WHERE `a b` = 'v77'",
        twin: 'SELECT * FROM `group` AS g WHERE g.id = ?',
        twinTypes: ['integer'],
      },
      {
        kind: 'nested_loop',
        statement:
          'SELECT STRAIGHT_JOIN count(*) FROM customers c JOIN items i ON i.order_id > c.id AND i.weight = c.city',
        types: [],
        fix: `CREATE INDEX items_weight_order_id ON \`items\` (${q}weight${q}, ${q}order_id${q})`,
        withValues: undefined,
        twin: 'SELECT count(*) FROM items i JOIN orders o ON o.id = i.order_id',
        twinTypes: [],
      },
      {
        kind: 'nested_loop',
        statement:
          'SELECT STRAIGHT_JOIN count(*) FROM customers c JOIN items i ON i.order_id = c.id WHERE c.id <= 200',
        types: [],
        fix: `CREATE INDEX items_order_id ON \`items\` (${q}order_id${q})`,
        withValues:
          'SELECT STRAIGHT_JOIN count(*) FROM customers c JOIN items i ON i.order_id = c.id WHERE c.id <= 200',
        times: 30,
        twin: 'SELECT count(*) FROM items i JOIN orders o ON o.id = i.order_id WHERE i.id <= 200',
        twinTypes: [],
      },
    ])('$kind', async ({ kind, statement, types, fix, withValues, times = 1_000, twin, twinTypes }) => {
      const { findings } = await explain(statement, { types });
      expect(findings.filter((finding) => finding.kind === kind)).toMatchObject([{ kind, fix }]);
      expect((await explain(twin, { types: twinTypes })).findings).toEqual([]);
      if (withValues === undefined) return;
      const before = await rowsRead(withValues);
      await admin.query(fix);
      expect((await explain(statement, { types })).findings).toEqual([]);
      expect(before / (await rowsRead(withValues))).toBeGreaterThan(times);
    });

    test('an index of texts that is compared with a number', async () => {
      const statement = 'SELECT * FROM customers WHERE phone = ?';
      const { findings } = await explain(statement, { types: ['integer'] });
      expect(findings).toMatchObject([
        {
          kind: 'index_not_used',
          message: expect.stringContaining(`${q}phone${q} is compared with a number`),
        },
      ]);
      expect((await explain(statement, { types: ['string'] })).findings).toEqual([]);
      const rows = await rowsRead('SELECT * FROM customers WHERE phone = 57');
      expect(rows / (await rowsRead("SELECT * FROM customers WHERE phone = '57'"))).toBeGreaterThan(1_000);
    });

    test('what most rows meet wants no index', async () => {
      const statement = "SELECT * FROM orders WHERE status = 'open'";
      expect((await explain(statement, { rowsSeen: 12_500 })).findings).toEqual([]);
      expect((await explain(statement, { rowsSeen: 3 })).findings).toMatchObject([
        { kind: 'sequential_scan' },
      ]);
    });

    test('a sort of many rows', async () => {
      const statement = 'SELECT id, created FROM orders AS o ORDER BY o.created DESC';
      const fix = 'CREATE INDEX orders_created_DESC ON `orders` (created DESC)';
      expect((await explain(statement)).findings).toMatchObject([{ kind: 'sort_on_disk', fix }]);
      expect((await explain('SELECT * FROM orders ORDER BY id')).findings).toEqual([]);
      expect((await explain(`${statement} LIMIT 5`)).findings).toEqual([]);
      const sorted = await sortedRows(statement);
      await admin.query(fix);
      expect((await explain(statement)).findings).toEqual([]);
      expect([sorted, await sortedRows(statement)]).toEqual([50_000, 0]);
    });

    test('rows that a subquery makes are no table that wants an index', async () => {
      const made = 'SELECT weight, count(*) AS n FROM items GROUP BY weight';
      const { plan, findings } = await explain(`SELECT * FROM (${made}) AS orders WHERE n = 3 LIMIT 5`);
      expect(findings.map(({ kind, table }) => `${kind} ${table}`)).not.toContain('sequential_scan orders');
      expect(renderPlan(plan)).not.toContain('on orders');
    });

    test('it has no values', async () => {
      const { plan, findings } = await explain("SELECT * FROM customers WHERE city = 'hunter2'");
      const told = `${renderPlan(plan)}${JSON.stringify(findings)}`.replaceAll('`', '');
      expect(told).toMatch(/city = \?/);
      expect(told).not.toContain('hunter2');
    });
  });

  describe('is not asked for', () => {
    test.each<[what: string, statement: string, types: readonly string[] | undefined, why: string]>([
      ['more than one statement', 'SELECT 1; DROP TABLE items', [], 'more than one'],
      ['a write', 'DELETE FROM items', [], 'only reads'],
      [
        'a parameter of an unknown type',
        'SELECT * FROM items WHERE id = ?',
        undefined,
        'types are not known',
      ],
      [
        'more marks than parameters',
        "SELECT * FROM items WHERE id = ? AND 'a?' = 'a'",
        ['integer'],
        'not known',
      ],
      ['what is unknown', 'SELECT hunter2 FROM items', [], 'ER_BAD_FIELD_ERROR'],
    ])('%s', async (_, statement, types, why) => {
      const request = { statement, parameterTypes: types, analyze: false, timeoutMillis: 5_000 };
      const error = await explainMysql(url('reader'), request).catch((each: Error) => each);
      expect(error).toMatchObject({ name: 'ExplainRefusal', message: expect.stringContaining(why) });
    });

    test('by a user that may write because of a role', async () => {
      const request = { statement: 'SELECT 1', analyze: false, timeoutMillis: 5_000 };
      expect(await explainMysql(url('helped'), request)).toMatchObject({ plan: { system } });
      await admin.query("GRANT writer TO 'helped'@'%'");
      await expect(explainMysql(url('helped'), request)).rejects.toThrow('or has roles');
    });

    test('by a user that may write', async () => {
      const request = { statement: 'SELECT 1', analyze: false, timeoutMillis: 5_000 };
      await expect(explainMysql(url('app'), request)).rejects.toThrow('may write');
    });
  });
});
