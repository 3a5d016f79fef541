import { describe, expect, test } from '@jest/globals';
import { findPlanFaults } from '../../../../src/core/insight/plan/find-plan-faults.ts';
import { type Plan, type PlanFacts, stepsOf } from '../../../../src/core/insight/plan/plan.ts';
import { readMysqlPlan } from '../../../../src/core/insight/plan/read-mysql.ts';
import { readPostgresqlPlan } from '../../../../src/core/insight/plan/read-postgresql.ts';
import { renderPlan } from '../../../../src/core/insight/plan/redact-plan.ts';
import { tableAliases } from '../../../../src/core/insight/plan/table-aliases.ts';

const FACTS: PlanFacts = {
  tables: [
    {
      table: 'orders',
      rows: 100_000,
      columns: { id: 'integer', customer_id: 'integer', status: 'text', created: 'timestamp' },
      distinct: { customer_id: 20_000, status: 4 },
      indexes: [['id']],
    },
    { table: 'items', rows: 100_000, columns: { order_id: 'int' }, distinct: {}, indexes: [['id']] },
  ],
  sortMemoryBytes: 4_194_304,
  isGeneric: true,
};

const kinds = (plan: Plan | undefined): readonly string[] =>
  plan ? findPlanFaults(plan, FACTS).map(({ kind, fix }) => `${kind}: ${fix}`) : ['no plan'];

// What PostgreSQL 15.18 answered.
const POSTGRESQL = {
  scan: {
    Plan: {
      'Node Type': 'Limit',
      'Startup Cost': 2584.01,
      'Total Cost': 2584.02,
      'Plan Rows': 1,
      'Plan Width': 33,
      Plans: [
        {
          'Node Type': 'Sort',
          'Parent Relationship': 'Outer',
          'Total Cost': 2584.02,
          'Plan Rows': 1,
          'Plan Width': 33,
          'Sort Key': ['created DESC'],
          Plans: [
            {
              'Node Type': 'Seq Scan',
              'Relation Name': 'orders',
              Alias: 'orders',
              'Total Cost': 2584,
              'Plan Rows': 1,
              'Plan Width': 33,
              Filter: "((total > 5.5) AND (customer_id = $1) AND (status = 'open'::text))",
            },
          ],
        },
      ],
    },
  },
  half: {
    Plan: {
      'Node Type': 'Seq Scan',
      'Relation Name': 'orders',
      Alias: 'orders',
      'Total Cost': 2084,
      'Plan Rows': 24_617,
      'Plan Width': 33,
      Filter: "(status = 'open'::text)",
    },
  },
  disk: {
    Plan: {
      'Node Type': 'Sort',
      'Total Cost': 18_599.82,
      'Plan Rows': 100_000,
      'Plan Width': 33,
      'Actual Rows': 100_000,
      'Actual Loops': 1,
      'Sort Key': ['total'],
      'Sort Method': 'external merge',
      'Sort Space Used': 4832,
      'Sort Space Type': 'Disk',
      Plans: [
        {
          'Node Type': 'Seq Scan',
          'Relation Name': 'orders',
          Alias: 'orders',
          'Plan Rows': 100_000,
          'Plan Width': 33,
          'Actual Rows': 100_000,
          'Actual Loops': 1,
        },
      ],
    },
  },
};

describe('PostgreSQL', () => {
  test.each([
    ['scan', ['sequential_scan: CREATE INDEX CONCURRENTLY ON orders (customer_id)']],
    ['half', []],
    ['disk', ['sort_on_disk: CREATE INDEX CONCURRENTLY ON orders (total)']],
  ] as const)('%s', (name, expected) => {
    expect(kinds(readPostgresqlPlan([POSTGRESQL[name]]))).toEqual(expected);
  });

  // An index in another order, or with its nulls at the other end, spares no sort.
  test.each([
    [['total DESC'], 'orders (total DESC)'],
    [['total DESC NULLS LAST'], 'orders (total DESC NULLS LAST)'],
    [['orders.total NULLS FIRST', 'id'], 'orders (total NULLS FIRST, id)'],
    [['"orders"."total" DESC', 'o.id'], 'orders ("total" DESC, id)'],
    [["((total)::text || 'x'::text)"], undefined],
    [['total COLLATE "C"'], undefined],
  ])('sorted by %j', (keys, index) => {
    const plan = { Plan: { ...POSTGRESQL.disk.Plan, 'Sort Key': keys } };
    expect(kinds(readPostgresqlPlan([plan]))).toEqual([
      `sort_on_disk: ${index && `CREATE INDEX CONCURRENTLY ON ${index}`}`,
    ]);
  });

  test('is written without values', () => {
    const plan = readPostgresqlPlan(POSTGRESQL.scan) as Plan;
    expect(renderPlan(plan)).toBe(
      [
        'Limit rows=1',
        '  Sort rows=1 by created DESC',
        '    Seq Scan on orders rows=1 filter: ((total > ?) AND (customer_id = $?) AND (status = ?::text))',
      ].join('\n'),
    );
  });
});

// What MariaDB 10.11.19 answered.
const MARIADB = {
  scan: {
    query_block: {
      select_id: 1,
      nested_loop: [
        {
          read_sorted_file: {
            filesort: {
              sort_key: 'orders.created desc',
              table: {
                table_name: 'orders',
                access_type: 'ALL',
                possible_keys: ['PRIMARY'],
                rows: 99_960,
                filtered: 100,
                attached_condition: "orders.customer_id = 1 and orders.`status` = 'open'",
              },
            },
          },
        },
      ],
    },
  },
  join: {
    query_block: {
      select_id: 1,
      nested_loop: [
        { table: { table_name: 'o', access_type: 'ALL', rows: 99_960, filtered: 100 } },
        {
          'block-nl-join': {
            table: { table_name: 'i', access_type: 'ALL', rows: 99_960, filtered: 100 },
            buffer_type: 'flat',
            buffer_size: '256KiB',
            join_type: 'BNL',
            attached_condition: 'i.order_id = o.customer_id',
          },
        },
      ],
    },
  },
  key: {
    query_block: {
      select_id: 1,
      nested_loop: [
        {
          table: {
            table_name: 'orders',
            access_type: 'ref',
            possible_keys: ['customer'],
            key: 'customer',
            rows: 5,
            filtered: 100,
          },
        },
      ],
    },
  },
};

const joinOf = (buffer: string, condition: string) => ({
  query_block: {
    select_id: 1,
    cost_info: { query_cost: '199860000.00' },
    nested_loop: [
      {
        table: {
          table_name: 'o',
          access_type: 'ALL',
          rows_examined_per_scan: 99_960,
          rows_produced_per_join: 99_960,
          filtered: '100.00',
        },
      },
      {
        table: {
          table_name: 'i',
          access_type: 'ALL',
          rows_examined_per_scan: 99_960,
          rows_produced_per_join: 999_200_160,
          filtered: '10.00',
          using_join_buffer: buffer,
          attached_condition: condition,
        },
      },
    ],
  },
});

// What MySQL 8.0.15 answered, and the joins of 8.0.18 and later.
const MYSQL = {
  scan: {
    query_block: {
      select_id: 1,
      cost_info: { query_cost: '10157.35' },
      ordering_operation: {
        using_filesort: true,
        table: {
          table_name: 'orders',
          access_type: 'ALL',
          rows_examined_per_scan: 99_960,
          rows_produced_per_join: 999,
          filtered: '1.00',
          cost_info: { read_cost: '10000.00', eval_cost: '99.96', prefix_cost: '10157.35' },
          used_columns: ['id', 'customer_id'],
          attached_condition: '(`shop`.`orders`.`customer_id` = 1)',
        },
      },
    },
  },
  sort: {
    query_block: {
      select_id: 1,
      ordering_operation: {
        using_filesort: true,
        cost_info: { sort_cost: '99960.00' },
        table: {
          table_name: 'o',
          access_type: 'ALL',
          rows_examined_per_scan: 99_960,
          rows_produced_per_join: 99_960,
          filtered: '100.00',
        },
      },
    },
  },
  made: {
    query_block: {
      select_id: 1,
      table: {
        table_name: 'o',
        access_type: 'ALL',
        rows_examined_per_scan: 99_960,
        filtered: '1.00',
        attached_condition: '(`o`.`status` = 3)',
        materialized_from_subquery: {
          using_temporary_table: true,
          query_block: {
            select_id: 2,
            table: {
              table_name: 'items',
              access_type: 'index',
              key: 'PRIMARY',
              rows_examined_per_scan: 99_960,
            },
          },
        },
      },
    },
  },
  block: joinOf('Block Nested Loop', '(`shop`.`i`.`order_id` = `shop`.`o`.`customer_id`)'),
  hash: joinOf('hash join', '(`shop`.`i`.`order_id` = `shop`.`o`.`customer_id`)'),
  // Without an equal column a hash of them is one heap.
  product: joinOf('hash join', '(`shop`.`i`.`order_id` > `shop`.`o`.`customer_id`)'),
};

describe('MySQL and MariaDB', () => {
  const tables = tableAliases('SELECT * FROM orders o, items AS i WHERE i.order_id = o.customer_id', 'mysql');

  test.each([
    ['mariadb', MARIADB.scan, ['sequential_scan: CREATE INDEX orders_customer_id ON `orders` (customer_id)']],
    ['mariadb', MARIADB.join, ['nested_loop: CREATE INDEX items_order_id ON `items` (order_id)']],
    ['mariadb', MARIADB.key, []],
    ['mysql', MYSQL.scan, ['sequential_scan: CREATE INDEX orders_customer_id ON `orders` (`customer_id`)']],
    ['mysql', MYSQL.sort, ['sort_on_disk: CREATE INDEX orders_created_DESC ON `orders` (created DESC)']],
    ['mysql', MYSQL.made, []],
    ['mysql', MYSQL.block, ['nested_loop: CREATE INDEX items_order_id ON `items` (`order_id`)']],
    ['mysql', MYSQL.hash, []],
    ['mysql', MYSQL.product, ['nested_loop: CREATE INDEX items_order_id ON `items` (`order_id`)']],
  ] as const)('%s', (system, answer, expected) => {
    const plan = readMysqlPlan(answer, system, { tables, orderKeys: ['o.created DESC'] });
    expect(kinds(plan)).toEqual(expected);
  });

  test('tables are known by their real names', () => {
    const statement =
      'SELECT * FROM shop.orders AS o JOIN `items` i ON i.order_id = o.id LEFT JOIN tags USING (id) WHERE EXISTS (SELECT 1 FROM a, b c)';
    expect(Object.fromEntries(tableAliases(statement, 'mysql'))).toEqual({
      o: 'shop.orders',
      i: '`items`',
      tags: 'tags',
      a: 'a',
      c: 'b',
    });
  });
});

describe('what is no plan, or a hostile one', () => {
  test.each([undefined, null, 1, 'x', [], {}, { Plan: 1 }, { query_block: [] }])('%j is none', (answer) => {
    expect(readPostgresqlPlan(answer)).toBeUndefined();
    expect(readMysqlPlan(answer, 'mysql')).toBeUndefined();
  });

  test('odd values and deep ones end', () => {
    let deep: object = {
      'Node Type': 7,
      'Plan Rows': 'many',
      Plans: 'none',
      Filter: `(a = '${"'".repeat(10)}`,
    };
    for (let i = 0; i < 5_000; i++) deep = { 'Node Type': 'Sort', Plans: [deep, null, 3] };
    const plan = readPostgresqlPlan({ Plan: deep }) as Plan;
    expect(stepsOf(plan.root).length).toBeLessThan(200);
    expect(renderPlan(plan).length).toBeLessThan(10_000);
    expect(findPlanFaults(plan, FACTS)).toEqual([]);
  });
});
