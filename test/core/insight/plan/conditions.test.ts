import { describe, expect, test } from '@jest/globals';
import { conditionsOf } from '../../../../src/core/insight/plan/conditions.ts';

/** `column kind`, with what is made of the column. */
const told = (filter: string, isJoin = false): readonly string[] =>
  conditionsOf(filter, { isJoin }).map(({ kind, column, cast, call, table }) =>
    [table, column, cast && `::${cast}`, call, kind].filter((word) => word !== undefined).join(' '),
  );

describe('filters as databases write them', () => {
  test.each<[filter: string, expected: readonly string[]]>([
    ['(customer_id = $1)', ['customer_id equals']],
    [
      "((orders.total > 5.5) AND (orders.customer_id = $1) AND (orders.status = 'open'::text))",
      ['orders total range', 'orders customer_id equals', 'orders status equals'],
    ],
    ['((email)::text = $1)', ['email ::text equals']],
    ['(lower((email)::text) = $1)', ['email lower(email) equals']],
    ['((created)::date = $1)', ['created ::date equals']],
    ["(customer_id = ANY ('{1,2,3}'::integer[]))", ['customer_id equals']],
    ['(customer_id = ANY ($1))', ['customer_id equals']],
    ["(created > (now() - '1 day'::interval))", ['created range']],
    ['($1 = customer_id)', ['customer_id equals']],
    ['(reference ~~ $1)', ['other']],
    ["((a = 1) OR (b = 'x AND y'::text))", ['other']],
    ["(name = 'it''s (a) AND b = 2'::text)", ['name equals']],
    ['("Order"."Group" = $1)', ['"Order" "Group" equals']],
    ["((data ->> 'a'::text) = $1)", ['other']],
    ['(a = b)', ['other']],
    ['(NOT is_open)', ['other']],
    // MariaDB
    [
      "orders.customer_id = 1 and orders.`status` = 'open' and (orders.total > 5 or orders.`id` < 3)",
      ['orders customer_id equals', 'orders `status` equals', 'other'],
    ],
    ['orders.customer_id in (1,2,3)', ['orders customer_id equals']],
    ["lcase(customers.email) = 'x'", ['customers email lcase(email) equals']],
    // MySQL
    [
      "((`shop`.`orders`.`status` = 'open') and (`shop`.`orders`.`total` between 1 and 5))",
      ['`orders` `status` equals', '`orders` `total` range'],
    ],
  ])('%s', (filter, expected) => {
    expect(told(filter)).toEqual(expected);
  });
});

test('a join compares columns of two tables, and either may want an index', () => {
  expect(told('(o.customer_id = c.id)', true)).toEqual(['o customer_id equals', 'c id equals']);
});

test('a long filter is read in no more than linear time, or not at all', () => {
  const started = performance.now();
  expect(conditionsOf(`(a = 1) AND ${'('.repeat(4_000)}`)).toHaveLength(2);
  expect(conditionsOf(`(a = ${'1'.repeat(100_000)})`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(1_000);
});
