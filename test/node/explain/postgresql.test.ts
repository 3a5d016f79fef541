import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { findPlanFaults } from '../../../src/core/insight/plan/find-plan-faults.ts';
import type { PlanFinding, PlanFindingKind } from '../../../src/core/insight/plan/plan.ts';
import { renderPlan } from '../../../src/core/insight/plan/redact-plan.ts';
import { explainPostgresql } from '../../../src/node/explain/explain-postgresql.ts';
import { startPostgres } from '../servers/start-postgres.ts';

const server = await startPostgres();
const withPostgres = server ? describe : describe.skip;
const url = (role: string): string => `postgresql://${role}@127.0.0.1:${server?.port}/postgres`;
const admin = new pg.Client(url('app'));

beforeAll(async () => {
  if (!server) return;
  await admin.connect();
  await admin.query(`
    CREATE TABLE customers (id int PRIMARY KEY, email varchar(80), code text, city text, zip text, born timestamp);
    CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text, total numeric, created timestamptz);
    CREATE TABLE items (id int PRIMARY KEY, order_id int, low int, high int);
    CREATE TABLE small (id int, name text);
    INSERT INTO customers SELECT i, 'c' || i || '@example.com', i::text, 'city' || i % 50, 'z' || i % 50, now()
      FROM generate_series(1, 60000) i;
    INSERT INTO orders SELECT i, i % 20000, (ARRAY['open', 'paid', 'sent', 'done'])[1 + i % 4], i,
      now() - i * interval '1 minute' FROM generate_series(1, 100000) i;
    INSERT INTO items SELECT i, i % 30000, i, i + 5 FROM generate_series(1, 30000) i;
    INSERT INTO small SELECT i, 'n' || i FROM generate_series(1, 500) i;
    CREATE SCHEMA "My Shop";
    CREATE TABLE "My Shop"."Odd ""Table" (id int PRIMARY KEY, "order" int, "a""b" text);
    INSERT INTO "My Shop"."Odd ""Table" SELECT i, i, 'x' || i FROM generate_series(1, 60000) i;
    CREATE INDEX ON customers (code);
    CREATE INDEX ON customers (born);
    CREATE ROLE reader LOGIN;
    GRANT USAGE ON SCHEMA "My Shop" TO reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA public, "My Shop" TO reader;
    ANALYZE;
  `);
}, 60_000);
afterAll(async () => {
  await admin.end();
  await server?.stop();
});

interface Asked {
  readonly analyze?: boolean;
  readonly rowsSeen?: number;
}

const explain = async (statement: string, { analyze = false, rowsSeen }: Asked = {}) => {
  const { plan, facts } = await explainPostgresql(url('reader'), {
    statement,
    analyze,
    timeoutMillis: 10_000,
  });
  return { plan, findings: findPlanFaults(plan, { ...facts, rowsSeen }) };
};

const only = (findings: readonly PlanFinding[], kind: PlanFindingKind): PlanFinding => {
  const found = findings.filter((finding) => finding.kind === kind);
  if (found.length !== 1) throw new Error(`not one ${kind}: ${JSON.stringify(findings, null, 2)}`);
  return found[0] as PlanFinding;
};

interface Node {
  readonly Plans?: readonly Node[];
  readonly [name: string]: unknown;
}

/** Rows that the scans of a plan really read, those that a filter removed included. */
const rowsRead = (node: Node): number => {
  const own = String(node['Node Type']).includes('Scan')
    ? (Number(node['Actual Rows']) + Number(node['Rows Removed by Filter'] ?? 0)) *
      Number(node['Actual Loops'])
    : 0;
  return own + (node.Plans ?? []).reduce((total, each) => total + rowsRead(each), 0);
};

/** Rows that are read to answer, with values. */
const measureRows = async (statement: string): Promise<number> => {
  const { rows } = await admin.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`);
  return rowsRead(rows[0]['QUERY PLAN'][0].Plan);
};

withPostgres('what a plan says', () => {
  test.each<{
    readonly what: string;
    readonly kind: PlanFindingKind;
    readonly statement: string;
    readonly withValues: string;
    readonly fix: string;
    readonly costRatio: number;
    readonly rowsRatio: number;
    /** What looks like it and is none. */
    readonly twin: string;
  }>([
    {
      what: 'one customer’s orders',
      kind: 'sequential_scan',
      statement: 'SELECT * FROM orders WHERE customer_id = $1',
      withValues: 'SELECT * FROM orders WHERE customer_id = 77',
      fix: 'CREATE INDEX CONCURRENTLY ON public.orders (customer_id)',
      costRatio: 20,
      rowsRatio: 1_000,
      twin: 'SELECT * FROM orders WHERE id = $1',
    },
    {
      what: 'a column with many values before one with few, and a range last',
      kind: 'sequential_scan',
      statement: 'SELECT * FROM items WHERE low = $1 AND order_id = $2 AND high > 17',
      withValues: 'SELECT * FROM items WHERE low = 5 AND order_id = 5 AND high > 2',
      fix: 'CREATE INDEX CONCURRENTLY ON public.items (low, order_id, high)',
      costRatio: 20,
      rowsRatio: 1_000,
      // A third of the table: it is read as a whole whatever index there is.
      twin: 'SELECT * FROM items WHERE high > $1',
    },
    {
      what: 'an expression',
      kind: 'sequential_scan',
      statement: 'SELECT * FROM customers WHERE lower(email) = $1',
      withValues: "SELECT * FROM customers WHERE lower(email) = 'c5@example.com'",
      fix: 'CREATE INDEX CONCURRENTLY ON public.customers (lower(email))',
      // It expects more rows than there are, so it looks dearer than it is.
      costRatio: 2,
      rowsRatio: 1_000,
      twin: 'SELECT * FROM small WHERE lower(name) = $1',
    },
    {
      what: 'odd names',
      kind: 'sequential_scan',
      statement: 'SELECT * FROM "My Shop"."Odd ""Table" AS "t ""1" WHERE "a""b" = $1 AND "order" > 3',
      withValues: `SELECT * FROM "My Shop"."Odd ""Table" WHERE "a""b" = 'x7' AND "order" > 3`,
      fix: 'CREATE INDEX CONCURRENTLY ON "My Shop"."Odd ""Table" ("a""b", "order")',
      costRatio: 20,
      rowsRatio: 1_000,
      twin: 'SELECT * FROM "My Shop"."Odd ""Table" WHERE id = $1',
    },
  ])('$what: $kind, and its index mends it', async (given) => {
    const before = await explain(given.statement);
    expect(only(before.findings, given.kind)).toMatchObject({ fix: given.fix });
    const rowsBefore = await measureRows(given.withValues);
    expect((await explain(given.twin)).findings).toEqual([]);

    await admin.query(given.fix);
    await admin.query('ANALYZE');
    const after = await explain(given.statement);
    expect(after.findings).toEqual([]);
    expect((before.plan.cost ?? 0) / (after.plan.cost ?? 0)).toBeGreaterThan(given.costRatio);
    expect(rowsBefore / (await measureRows(given.withValues))).toBeGreaterThan(given.rowsRatio);
  });

  test('a sort of all rows is done on disk, until an index has their order', async () => {
    const statement = 'SELECT * FROM orders ORDER BY created DESC';
    const before = await explain(statement);
    const { fix = '' } = only(before.findings, 'sort_on_disk');
    expect(fix).toBe('CREATE INDEX CONCURRENTLY ON public.orders (created DESC)');
    const measured = await explain(statement, { analyze: true });
    expect(only(measured.findings, 'sort_on_disk').message).toMatch(/^100,000 rows are sorted on disk/);
    expect((await explain('SELECT * FROM small ORDER BY name', { analyze: true })).findings).toEqual([]);
    expect(
      (await explain('SELECT id FROM orders ORDER BY total LIMIT 10', { analyze: true })).findings,
    ).toEqual([]);
    await admin.query(fix);
    await admin.query('VACUUM ANALYZE');
    const after = await explain(statement);
    expect(after.findings).toEqual([]);
    expect((before.plan.cost ?? 0) / (after.plan.cost ?? 0)).toBeGreaterThan(1.5);
  });

  test('an index that a cast hides', async () => {
    const cast = await explain('SELECT * FROM customers WHERE code::int = $1');
    const finding = only(cast.findings, 'index_not_used');
    expect(finding.message).toBe(
      'the index on public.customers (code) is not used, because code is compared as integer; compare it with a value of its own type, text',
    );
    const mended = await explain('SELECT * FROM customers WHERE code = $1::text');
    expect(mended.findings).toEqual([]);
    expect((cast.plan.cost ?? 0) / (mended.plan.cost ?? 0)).toBeGreaterThan(20);
    const rows = await measureRows('SELECT * FROM customers WHERE code::int = 5');
    expect(rows / (await measureRows("SELECT * FROM customers WHERE code = '5'"))).toBeGreaterThan(1_000);
  });

  test('a varchar that is compared as text is no cast', async () => {
    const { findings } = await explain("SELECT * FROM customers WHERE email = 'c5@example.com'");
    expect(only(findings, 'sequential_scan').fix).toBe(
      'CREATE INDEX CONCURRENTLY ON public.customers (email)',
    );
  });

  test('columns that depend on each other are expected to be independent', async () => {
    const statement = "SELECT * FROM customers WHERE city = 'city1' AND zip = 'z1'";
    const before = await explain(statement, { analyze: true });
    const { fix = '', message } = only(before.findings, 'row_estimate');
    expect(message).toMatch(/^\d+ rows are expected of public\.customers, and there are 1,200$/);
    expect(fix).toContain('ON city, zip FROM public.customers');
    // The same from how many rows the application got.
    expect(only((await explain(statement, { rowsSeen: 1_200 })).findings, 'row_estimate').fix).toBe(fix);
    await admin.query(fix);
    const after = await explain(statement, { analyze: true });
    expect(after.findings.filter(({ kind }) => kind === 'row_estimate')).toEqual([]);
  });

  test('a table that is read again for each row of another', async () => {
    const statement = 'SELECT count(*) FROM items a JOIN orders b ON b.total < a.high AND b.total > a.low';
    const before = await explain(statement);
    const finding = only(before.findings, 'nested_loop');
    expect(finding.message).toMatch(/^[\d,]+ rows of public\.\w+ are read again for each of [\d,]+ rows$/);
    await admin.query(String(finding.fix));
    await admin.query('ANALYZE');
    const after = await explain(statement);
    expect(after.findings.filter(({ kind }) => kind === 'nested_loop')).toEqual([]);
    expect((before.plan.cost ?? 0) / (after.plan.cost ?? 0)).toBeGreaterThan(1.5);
    const twin = await explain('SELECT count(*) FROM items a JOIN orders b ON b.customer_id = a.order_id');
    expect(twin.findings.filter(({ kind }) => kind === 'nested_loop')).toEqual([]);
  });

  test('it has no values', async () => {
    const { plan, findings } = await explain(
      "SELECT * FROM customers WHERE city = 'hunter2' AND zip > 'hunter3'",
      {
        analyze: true,
      },
    );
    const text = `${renderPlan(plan)}${JSON.stringify(findings)}`;
    expect(text).toContain('city = ?');
    expect(text).not.toMatch(/hunter|example/);
  });
});

withPostgres('is not asked for', () => {
  test.each([
    ['more than one statement', 'SELECT 1; DROP TABLE small'],
    ['a write', 'DELETE FROM small'],
    ['a write in a query', 'WITH gone AS (DELETE FROM small RETURNING id) SELECT * FROM gone'],
    ['what is broken', "SELECT 'hunter2"],
    ['what is unknown', 'SELECT hunter2 FROM small'],
  ])('%s', async (_, statement) => {
    const error = await explain(statement, { analyze: true }).catch((each: Error) => each);
    expect(error).toMatchObject({ name: 'ExplainRefusal', message: expect.not.stringMatching(/hunter2/) });
    expect((await admin.query('SELECT count(*)::int AS count FROM small')).rows).toEqual([{ count: 500 }]);
  });

  test('by a role that may write', async () => {
    const request = { statement: 'SELECT 1', analyze: false, timeoutMillis: 5_000 };
    await expect(explainPostgresql(url('app'), request)).rejects.toThrow('the role may write');
    await admin.query('CREATE ROLE clerk LOGIN; GRANT SELECT, UPDATE ON small TO clerk');
    await expect(explainPostgresql(url('clerk'), request)).rejects.toThrow('the role may write');
  });

  test('for longer than the limit', async () => {
    const request = { statement: 'SELECT count(*) FROM orders, items', analyze: true, timeoutMillis: 100 };
    // 57014: https://www.postgresql.org/docs/current/errcodes-appendix.html
    await expect(explainPostgresql(url('reader'), request)).rejects.toThrow('EXPLAIN failed (57014)');
  });

  test('where nobody answers', async () => {
    const nobody = 'postgresql://reader@127.0.0.1:1/postgres';
    await expect(
      explainPostgresql(nobody, { statement: 'SELECT 1', analyze: false, timeoutMillis: 1_000 }),
    ).rejects.toThrow('connecting to PostgreSQL failed (ECONNREFUSED)');
  });
});
