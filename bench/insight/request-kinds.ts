// Requests as services make them: those with an N+1, and those that look like one and are none.
import type { RequestBuilder } from './request-builder.ts';

const TABLES = ['orders', 'items', 'users', 'addresses', 'invoices', 'products', 'comments', 'tags'] as const;
const ORMS = ['src/orders.js:41', 'src/resolvers.js:17', 'src/views/list.js:9', undefined] as const;

const list = (table: string): string => `SELECT * FROM ${table} WHERE owner_id = $1`;
const one = (request: RequestBuilder, table: string): string =>
  request.pick([
    `SELECT * FROM ${table} WHERE id = $1`,
    `SELECT "id", "name" FROM "${table}" WHERE "${table}"."id" = $1 LIMIT $2`,
    `select t0.* from ${table} as t0 where t0.parent_id = ?`,
    `SELECT "public"."${table}"."id" FROM "public"."${table}" WHERE ("public"."${table}"."id" = $1 AND 1=1) LIMIT $2 OFFSET $3`,
    `SELECT * FROM ${table} WHERE item_id = $1 AND since <= now() ORDER BY since DESC LIMIT 1`,
    `SELECT ${table}.* FROM ${table} INNER JOIN links ON links.${table}_id = ${table}.id WHERE links.order_id = $1`,
  ]);

/** Two different tables. */
const tables = (request: RequestBuilder): readonly [string, string] => {
  const first = request.pick(TABLES);
  const second = request.pick(TABLES.filter((table) => table !== first));
  return [first, second];
};

const site = (request: RequestBuilder): { site?: string } => {
  const place = request.pick(ORMS);
  return place === undefined ? {} : { site: place };
};

/** What most requests do beside: a login, a setting, a write. */
export const noise = (request: RequestBuilder): void => {
  const asked = [
    'SELECT * FROM sessions WHERE token = $1',
    'SELECT value FROM settings WHERE name = $1',
    'INSERT INTO audit (who, what) VALUES ($1, $2)',
    'BEGIN',
    'SELECT 1',
  ];
  for (let i = request.whole(0, 3); i > 0; i--) {
    const statement = request.pick(asked);
    request.askNext({ statement, millis: request.between(0.2, 6) });
    if (statement === 'BEGIN') request.askNext({ statement: 'COMMIT', millis: request.between(0.2, 6) });
  }
};

export type Kind = (request: RequestBuilder) => void;

const loop = (request: RequestBuilder, count: number, millis: readonly [number, number]): void => {
  const [outer, inner] = tables(request);
  request.askNext({ statement: list(outer), millis: request.between(1, 20) });
  const statement = one(request, inner);
  const where = site(request);
  for (let i = 0; i < count; i++)
    request.askNext({ statement, ...where, millis: request.between(...millis) });
};

/** Requests with the fault. */
export const FAULTY: Readonly<Record<string, Kind>> = {
  'a loop over a list': (request) => loop(request, request.whole(7, 80), [9, 25]),
  'just enough': (request) => loop(request, request.whole(5, 6), [10, 12]),
  'values in the text': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), millis: 4 });
    const statement = `SELECT * FROM ${inner} WHERE id = ?`;
    for (let i = request.whole(7, 40); i > 0; i--)
      request.askNext({
        statement,
        given: statement.replace('?', String(1_000 + i)),
        millis: request.between(8, 15),
      });
  },
  'two reads for each item': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), millis: 4 });
    const statements = [one(request, inner), 'SELECT url FROM avatars WHERE user_id = $1'];
    for (let i = request.whole(7, 30); i > 0; i--)
      for (const statement of statements) request.askNext({ statement, millis: request.between(8, 15) });
  },
  'inside a transaction': (request) => {
    request.askNext({ statement: 'BEGIN', millis: 0.3 });
    loop(request, request.whole(7, 40), [8, 20]);
    request.askNext({ statement: 'COMMIT', millis: 0.5 });
  },
  'a span for each item': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), parent: 'GET /orders', millis: 4 });
    const statement = one(request, inner);
    const where = site(request);
    const parents: readonly ((item: number) => string)[] = [
      () => 'prisma:client:operation',
      () => 'ItemLoader.load',
      (item) => `load item ${item}`,
      (item) => `item/${item.toString(16).padStart(8, '0')}`,
    ];
    const nameOf = request.pick(parents);
    for (let i = request.whole(7, 40); i > 0; i--)
      request.askNext({ statement, ...where, parent: nameOf(i), millis: request.between(8, 20) });
  },
  'a span around the loop': (request) => {
    const [outer, inner] = tables(request);
    const parent = request.pick(['list orders', 'GET /orders']);
    request.askNext({ statement: list(outer), parent, millis: 4 });
    const statement = one(request, inner);
    for (let i = request.whole(7, 40); i > 0; i--)
      request.askNext({ statement, parent, millis: request.between(8, 20) });
  },
  'other values beside it': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), values: 1, millis: 4 });
    const statement = one(request, inner);
    for (let i = request.whole(7, 40); i > 0; i--)
      // Some items have the same.
      request.askNext({ statement, values: i % 5, millis: request.between(8, 20) });
  },
  'lists of one key': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), values: 1, millis: 4 });
    const statement = `SELECT * FROM ${inner} WHERE id IN ($?)`;
    const given = request.pick([
      () => `SELECT * FROM ${inner} WHERE id IN ($1)`,
      (item: number) => `SELECT * FROM ${inner} WHERE id IN (${item})`,
      (item: number) => `SELECT * FROM ${inner} WHERE id IN ('item ${item}')`,
      () => `SELECT * FROM ${inner} WHERE id IN (?)`,
    ]);
    for (let i = request.whole(7, 40); i > 0; i--)
      request.askNext({ statement, given: given(i), values: i, millis: request.between(8, 20) });
  },
  'a list that is always the same': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), millis: 4 });
    const given = `SELECT * FROM ${inner} WHERE owner = $1 AND state IN ('open', 'paid')`;
    const statement = `SELECT * FROM ${inner} WHERE owner = $? AND state IN ($?, $?)`;
    for (let i = request.whole(7, 40); i > 0; i--)
      request.askNext({ statement, given, values: i, millis: request.between(8, 20) });
  },
  'with work in between': (request) => {
    const [outer, inner] = tables(request);
    request.askNext({ statement: list(outer), millis: 4 });
    const statement = one(request, inner);
    for (let i = request.whole(7, 30); i > 0; i--) {
      request.askNext({ statement, millis: request.between(8, 15) });
      request.wait(request.between(1, 60));
    }
  },
};

/** Requests that have none, however much they look like it. */
export const SOUND: Readonly<Record<string, Kind>> = {
  'few items': (request) => loop(request, request.whole(1, 4), [10, 30]),
  'just too short': (request) => loop(request, request.whole(5, 6), [5, 8]),
  'fast queries': (request) => loop(request, request.whole(5, 20), [0.1, 2.4]),
  polling: (request) => {
    request.askNext({ statement: 'SELECT id FROM jobs WHERE name = $1', millis: 3 });
    for (let i = request.whole(6, 30); i > 0; i--) {
      request.askNext({ statement: 'SELECT state FROM jobs WHERE id = $1', millis: request.between(5, 12) });
      request.wait(request.between(110, 1_500));
    }
  },
  'tries again': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = one(request, 'invoices');
    for (let i = request.whole(5, 9); i > 0; i--)
      request.askNext({ statement, millis: request.between(15, 40), hasFailed: true });
    request.askNext({ statement, millis: 12 });
  },
  'lists in parts': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = request.pick([
      'SELECT * FROM items WHERE order_id IN (?)',
      'SELECT * FROM items WHERE order_id = ANY($1)',
      'SELECT i.* FROM items i JOIN unnest($1::int[]) ids(id) ON ids.id = i.order_id',
      'SELECT * FROM items WHERE (order_id, line) IN (($1, $2))',
      'SELECT * FROM items WHERE order_id IN (@p0, @p1, @p2)',
      'SELECT * FROM items WHERE (order_id = $? AND line = $?) OR (order_id = $? AND line = $?)',
      'SELECT i.* FROM items i JOIN json_each(?) ids ON ids.value = i.order_id',
    ]);
    for (let i = request.whole(5, 20); i > 0; i--)
      request.askNext({ statement, millis: request.between(10, 40) });
  },
  'lists of some keys': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const keys = request.pick([
      () => "'a''b', 'c'",
      () => "'a', 'it(s)'",
      (item: number) => Array.from({ length: 4 + (item % 3) }, (_, key) => item * 10 + key).join(', '),
      // Of mysql2 and Sequelize, which put the list in its place.
      () => '?',
      () => ':ids',
    ]);
    const statement = 'SELECT * FROM items WHERE order_id IN (?)';
    for (let i = request.whole(5, 20); i > 0; i--)
      request.askNext({
        statement,
        given: statement.replace('?', keys(i)),
        millis: request.between(10, 40),
      });
  },
  'the rest of a batch': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = 'SELECT * FROM items WHERE order_id IN ($?)';
    const some = request.pick([
      { statement, given: 'SELECT * FROM items WHERE order_id IN ($1, $2, $3, $4, $5)' },
      {
        statement: statement.replace('$?', '$?, $?'),
        given: 'SELECT * FROM items WHERE order_id IN ($1, $2)',
      },
    ]);
    for (let i = request.whole(1, 3); i > 0; i--)
      request.askNext({ ...some, millis: request.between(10, 40) });
    for (let i = request.whole(5, 9); i > 0; i--)
      request.askNext({
        statement,
        given: 'SELECT * FROM items WHERE order_id IN ($1)',
        values: i,
        millis: request.between(10, 40),
      });
  },
  'all at once': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = one(request, 'users');
    const millis = Array.from({ length: request.whole(5, 15) }, () => request.between(10, 40));
    request.askTogether(millis.map((each) => ({ statement, millis: each })));
    request.wait(50);
  },
  pages: (request) => {
    request.askNext({ statement: 'SELECT count(*) FROM orders', millis: 9 });
    const statement = request.pick([
      'SELECT * FROM orders ORDER BY id LIMIT $1 OFFSET $2',
      'SELECT * FROM orders WHERE id > $1 ORDER BY id LIMIT $2',
      'SELECT "o"."id" FROM "orders" "o" WHERE "o"."email" = $1 ORDER BY "o"."id" ASC LIMIT $2 OFFSET $3',
      'SELECT * FROM orders WHERE owner = $1 LIMIT $2 OFFSET $3',
      'SELECT * FROM orders ORDER BY id OFFSET ? ROWS FETCH NEXT ? ROWS ONLY',
      'SELECT * FROM orders WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3',
      'SELECT * FROM orders WHERE owner = ? ORDER BY id LIMIT ?, ?',
      'SELECT TOP (?) * FROM orders WHERE id > @p0 ORDER BY id',
    ]);
    for (let i = request.whole(5, 30); i > 0; i--)
      request.askNext({ statement, millis: request.between(10, 50) });
  },
  'different places': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = 'SELECT * FROM users WHERE id = $1';
    for (let i = request.whole(5, 8); i > 0; i--)
      request.askNext({ statement, site: `src/step-${i}.js:${i}`, millis: request.between(12, 20) });
  },
  'a helper of different steps': (request) => {
    request.askNext({ statement: list('orders'), parent: 'GET /orders', millis: 3 });
    const statement = 'SELECT * FROM users WHERE id = $1';
    const steps = ['authorise', 'price', 'reserve', 'pay', 'ship', 'notify', 'audit', 'recommend'];
    for (const step of steps.slice(0, request.whole(5, 8)))
      for (let i = request.whole(1, 2); i > 0; i--)
        request.askNext({
          statement,
          site: 'src/users.js:12',
          parent: step,
          millis: request.between(12, 20),
        });
  },
  'different statements': (request) => {
    for (const table of TABLES) request.askNext({ statement: list(table), millis: request.between(10, 20) });
  },
  writes: (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = request.pick([
      'INSERT INTO items (order_id, name) VALUES ($1, $2)',
      'UPDATE items SET seen = true WHERE id = $1',
      'DELETE FROM items WHERE id = $1',
      'WITH made AS (INSERT INTO items (name) VALUES ($1) RETURNING id) SELECT id FROM made',
      'SELECT * FROM items WHERE state = $1 LIMIT 1 FOR UPDATE SKIP LOCKED',
    ]);
    for (let i = request.whole(5, 30); i > 0; i--)
      request.askNext({ statement, millis: request.between(8, 20) });
  },
  housekeeping: (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    const statement = request.pick([
      'SELECT 1',
      'SAVEPOINT a',
      "SELECT nextval('ids')",
      'SELECT GET_LOCK(?, ?)',
      'SELECT set_config($1, $2, true)',
      'SET search_path TO x',
    ]);
    for (let i = request.whole(5, 30); i > 0; i--)
      request.askNext({ statement, millis: request.between(8, 20) });
  },
  'nothing before': (request) => {
    const statement = one(request, 'users');
    for (let i = request.whole(5, 20); i > 0; i--)
      request.askNext({ statement, millis: request.between(10, 20) });
  },
  'the very same': (request) => {
    request.askNext({ statement: list('orders'), millis: 3 });
    for (let i = request.whole(6, 20); i > 0; i--)
      request.askNext({
        statement: 'SELECT rate FROM currencies WHERE code = ?',
        given: "SELECT rate FROM currencies WHERE code = 'EUR'",
        millis: request.between(10, 20),
      });
  },
  'the very same values': (request) => {
    request.askNext({ statement: list('orders'), values: 1, millis: 3 });
    const statement = one(request, 'users');
    for (let i = request.whole(6, 20); i > 0; i--)
      request.askNext({ statement, values: 7, millis: request.between(10, 20) });
  },
  'far apart': (request) => {
    const statement = 'SELECT * FROM users WHERE id = $1';
    request.askNext({ statement: list('orders'), millis: 3 });
    for (let i = request.whole(5, 7); i > 0; i--) {
      request.askNext({ statement, millis: request.between(12, 20) });
      for (const table of TABLES) request.askNext({ statement: list(table), millis: request.between(1, 5) });
    }
  },
};
