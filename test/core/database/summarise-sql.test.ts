import { describe, expect, test } from '@jest/globals';
import { summariseSql } from '../../../src/core/database/summarise-sql.ts';

const CASES: readonly (readonly [sql: string, summary: string | undefined, collection?: string])[] = [
  ['SELECT * FROM users WHERE id = 7', 'SELECT users', 'users'],
  ['select id from "public"."users" u', 'SELECT public.users', 'public.users'],
  ['SELECT * FROM `users`;', 'SELECT users', 'users'],
  ['SELECT TOP 1 * FROM [dbo].[order items]', 'SELECT dbo.order items', 'dbo.order items'],
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
  ['CREATE TABLE IF NOT EXISTS users (id int REFERENCES a ON DELETE CASCADE)', 'CREATE users', 'users'],
  ['DROP TABLE users', 'DROP users', 'users'],
  ['(SELECT 1 FROM a) UNION (SELECT 2 FROM b)', 'SELECT a SELECT b'],
  ['CALL move_money(1, 2)', 'CALL move_money'],
  ['EXEC dbo.report @year = 2024', 'EXEC dbo.report'],
  ['BEGIN', 'BEGIN'],
  ["SELECT 'never closed FROM users", 'SELECT'],
  ["SELECT a FROM t WHERE a = 'C:\\' AND b = ' from secret'", 'SELECT t', 't'],
  ["SELECT a FROM t WHERE a = 'it\\'s from secret'", 'SELECT t', 't'],
  ['', undefined],
  ['4711', undefined],
];

describe('summariseSql', () => {
  test.each(CASES.map(([sql, summary, collection]) => [sql, summary, collection] as const))(
    '%s: %s',
    (sql, summary, collection) => {
      expect(summariseSql(sql)).toEqual({ operation: summary?.split(' ')[0], collection, summary });
    },
  );

  test('is bounded', () => {
    const many = Array.from({ length: 500 }, (_, i) => `table_with_a_long_name_${i}`);
    expect(summariseSql(`SELECT * FROM ${many.join(', ')}`).summary?.length).toBeLessThanOrEqual(255);
    expect(summariseSql(`SELECT * FROM ${'x'.repeat(5_000)}`).summary).toBe('SELECT');
    expect(summariseSql(`SELECT ${"'".repeat(100_001)}`).operation).toBe('SELECT');
  });
});
