import { expect, test } from '@jest/globals';
import { orderKeys, rowsKept } from '../../../../src/core/insight/plan/order-keys.ts';

test.each<[statement: string, keys: readonly string[]]>([
  ['SELECT * FROM orders ORDER BY total', ['total']],
  ['SELECT * FROM orders o ORDER BY o.created DESC, `id` LIMIT 5', ['o.created DESC', '`id`']],
  ['SELECT * FROM shop.orders ORDER BY shop.orders.total ASC FOR UPDATE;', ['shop.orders.total ASC']],
  ['SELECT * FROM orders WHERE a IN (1, 2)', []],
  // Not columns.
  ['SELECT * FROM orders ORDER BY 2', []],
  ['SELECT * FROM orders ORDER BY total, lower(status)', []],
  ['SELECT * FROM orders ORDER BY total + 1', []],
  // The name of something that is made of a column.
  ['SELECT lower(status) AS status FROM orders ORDER BY status', []],
  // Whose rows are sorted is not certain.
  ['SELECT * FROM (SELECT * FROM orders ORDER BY total) x', []],
  ['SELECT status FROM orders GROUP BY status ORDER BY status', []],
  ['SELECT 1 UNION SELECT 2 ORDER BY total', []],
])('%s', (statement, keys) => {
  expect(orderKeys(statement, 'mysql')).toEqual(keys);
});

test.each<[statement: string, rows: number | undefined]>([
  ['SELECT * FROM orders ORDER BY total LIMIT 5;', 5],
  ['SELECT * FROM orders ORDER BY total limit 10, 5', 15],
  ['SELECT * FROM orders ORDER BY total LIMIT 5 OFFSET 1000', 1_005],
  ['SELECT * FROM orders ORDER BY total', undefined],
  ['SELECT * FROM orders ORDER BY total LIMIT ?', undefined],
  // The rows of another.
  ['SELECT * FROM (SELECT * FROM orders ORDER BY total) x LIMIT 5', undefined],
  ['SELECT status, count(*) FROM orders GROUP BY status ORDER BY 2 LIMIT 5', undefined],
])('keeps rows: %s', (statement, rows) => {
  expect(rowsKept(statement, 'mysql')).toBe(rows);
});
