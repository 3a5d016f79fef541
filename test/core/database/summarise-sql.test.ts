import { describe, expect, test } from '@jest/globals';
import { summariseSql } from '../../../src/core/database/summarise-sql.ts';

/** An operation is the first word, unless it is given. */
type Case = readonly [
  sql: string,
  summary: string | undefined,
  collection?: string | undefined,
  operation?: string,
];

const CASES: readonly Case[] = [
  ['SELECT * FROM users WHERE id = 7', 'SELECT users', 'users'],
  ['select id from "public"."users" u', 'select "public"."users"', '"public"."users"'],
  ['SELECT * FROM `users`;', 'SELECT `users`', '`users`'],
  ['SELECT 1', 'SELECT'],
  ['SELECT * FROM users u, orders AS o WHERE u.id = o.user', 'SELECT users orders'],
  ['SELECT * FROM users JOIN orders ON users.id = orders.user', 'SELECT users orders'],
  ['SELECT * FROM users a JOIN users b ON a.id = b.boss', 'SELECT users users', 'users'],
  ['INSERT INTO users (id, email) VALUES (1, \'from "orders"\')', 'INSERT users', 'users'],
  ['INSERT INTO archive SELECT * FROM users', 'INSERT archive SELECT users'],
  ["INSERT INTO t VALUES ('it''s FROM x') ON CONFLICT DO UPDATE SET a = 1", 'INSERT t', 't'],
  ['INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?', 'INSERT t', 't'],
  ['UPDATE users SET email = $1 WHERE id = $2', 'UPDATE users', 'users'],
  ['UPDATE ONLY users SET a = 1', 'UPDATE users', 'users'],
  ['DELETE FROM users WHERE id IN (SELECT id FROM gone)', 'DELETE users SELECT gone'],
  ['SELECT * FROM users WHERE id = 1 FOR UPDATE', 'SELECT users', 'users'],
  ['SELECT EXTRACT(YEAR FROM day) FROM sales', 'SELECT sales', 'sales'],
  ['SELECT a IS DISTINCT FROM b FROM t', 'SELECT t', 't'],
  ['SELECT * FROM (SELECT * FROM inner_table) x', 'SELECT SELECT inner_table', 'inner_table'],
  ['SELECT * FROM generate_series(1, 3)', 'SELECT'],
  ['WITH x AS (SELECT * FROM a) SELECT * FROM x JOIN b ON true', 'SELECT a SELECT b'],
  ['-- FROM nowhere\n/* FROM nobody */ SELECT 1 FROM t', 'SELECT t', 't'],
  ['SELECT $tag$ FROM x $tag$ FROM t', 'SELECT t', 't'],
  ['TRUNCATE TABLE users', 'TRUNCATE users', 'users'],
  ['TRUNCATE users', 'TRUNCATE users', 'users'],
  ['SELECT * FROM table WHERE a IN (1, 2)', 'SELECT table', 'table'],
  ['CREATE TABLE Table (a int)', 'CREATE TABLE Table', 'Table', 'CREATE TABLE'],
  ['INSERT INTO TABLE t VALUES (1)', 'INSERT t', 't'],
  ['INSERT INTO table VALUES (1)', 'INSERT table', 'table'],
  ['ALTER SCHEMA a TRANSFER b.c', 'ALTER SCHEMA a', undefined, 'ALTER SCHEMA'],
  ['(SELECT 1 FROM a) UNION ALL (SELECT 2 FROM b)', 'SELECT a b'],
  ['CALL move_money(1, 2)', 'CALL move_money'],
  ['{? = call move_money(1, 2)}', 'call move_money'],
  ['BEGIN', 'BEGIN'],
  ["SELECT 'never closed FROM users", 'SELECT'],
  ["SELECT * FROM users WHERE a = 'never closed", 'SELECT users', 'users'],
  ["SELECT * FROM users WHERE a = 'x' AND b = 'it's from secret'", 'SELECT users', 'users'],
  ["SELECT a FROM t WHERE a = 'C:\\' AND b = ' from secret'", 'SELECT t', 't'],
  ["SELECT a FROM t WHERE a = 'it\\'s from secret'", 'SELECT t', 't'],
  ['COPY t FROM stdin;\nselect\tfrom secret', 'COPY t', 't'],
  ['', undefined],
  ['4711', undefined],
  ['jo wrote from home', undefined],

  // The conventions' own: what is defined is part of the operation, and the definition is not looked into.
  ['CREATE  TABLE IF NOT EXISTS users (id int REFERENCES a)', 'CREATE TABLE users', 'users', 'CREATE TABLE'],
  ['ALTER TABLE orders RENAME COLUMN a TO b', 'ALTER TABLE orders', 'orders', 'ALTER TABLE'],
  ['DROP TABLE users, orders', 'DROP TABLE users orders', undefined, 'DROP TABLE'],
  ['CREATE UNIQUE CLUSTERED INDEX ix ON users (a)', 'CREATE INDEX ix', undefined, 'CREATE INDEX'],
  ['CREATE INDEX ON users (a)', 'CREATE INDEX', undefined, 'CREATE INDEX'],
  ['CREATE VIEW v AS SELECT * FROM users', 'CREATE VIEW v', 'v', 'CREATE VIEW'],
  ['CREATE OR REPLACE PROCEDURE p AS SELECT 1', 'CREATE PROCEDURE p', undefined, 'CREATE PROCEDURE'],
  ['DROP TRIGGER IF EXISTS trg', 'DROP TRIGGER trg', undefined, 'DROP TRIGGER'],
  ["CREATE USER app WITH PASSWORD = 'x'", 'CREATE USER app', undefined, 'CREATE USER'],
  ['SELEcT d FROM (sELECT * FROM orders o JOIN customers c ON 1 = 1)', 'SELEcT sELECT orders customers'],
  ['SELECT a FROM Customers UNION SELECT a FROM Suppliers', 'SELECT Customers Suppliers'],
  ['SELECT * FROM songs, artists WHERE songs.a == artists.a', 'SELECT songs artists'],
  ['SELECT * FROM "song list", \'artists\'', 'SELECT "song list"', '"song list"'],
  ['SELECT * FROM SelectedData', 'SELECT SelectedData', 'SelectedData'],
];

describe('summariseSql', () => {
  test.each(CASES.map((each) => [each[0], each] as const))(
    '%s',
    (sql, [, summary, collection, operation]) => {
      expect(summariseSql(sql, { system: 'postgresql' })).toEqual({
        operation: operation ?? summary?.split(' ')[0],
        collection,
        summary,
      });
    },
  );

  test.each([
    ['microsoft.sql_server', 'SELECT TOP 1 * FROM [dbo].[order items]', 'SELECT [dbo].[order items]'],
    ['microsoft.sql_server', 'EXEC @code = dbo.report @year = 2024', 'EXEC dbo.report'],
    ['microsoft.sql_server', 'EXEC greet Jo FROM x', 'EXEC greet'],
    ['mysql', 'SELECT * FROM "secret", `users`', 'SELECT'],
    ['mysql', "CREATE USER 'jo'@'%' IDENTIFIED BY 'x'", 'CREATE USER'],
    ['sqlite', 'PRAGMA key = secret', 'PRAGMA'],
    ['mysql', "SELECT a FROM t WHERE a = 'C:\\' AND b = ' from secret'", 'SELECT t'],
    [undefined, "SELECT a FROM t WHERE a = 'C:\\' AND b = ' from secret'", 'SELECT t'],
    [undefined, 'SELECT * FROM "secret"', 'SELECT'],
  ])('%s: %s', (system, sql, summary) => {
    expect(summariseSql(sql, { system }).summary).toBe(summary);
  });

  test('is bounded, and has whole names only', () => {
    const many = Array.from({ length: 500 }, (_, i) => `table_with_a_long_name_${i}`);
    const { summary = '' } = summariseSql(`SELECT * FROM ${many.join(', ')}`);
    expect(summary.length).toBeLessThanOrEqual(255);
    expect(['SELECT', ...many]).toEqual(expect.arrayContaining(summary.split(' ')));
    expect(summariseSql(`SELECT * FROM ${'x'.repeat(5_000)}`).summary).toBe('SELECT');
    expect(summariseSql(`SELECT ${"'".repeat(100_001)}`).operation).toBe('SELECT');
  });
});
