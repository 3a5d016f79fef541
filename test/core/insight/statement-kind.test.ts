import { describe, expect, test } from '@jest/globals';
import { obfuscateStatement } from '../../../src/core/database/obfuscate-statement.ts';
import { findFaults } from '../../../src/core/insight/find-faults.ts';
import type { Operation } from '../../../src/core/insight/operation.ts';
import { isBatched, isPaged, isRead } from '../../../src/core/insight/statement-kind.ts';

const asked = (system: string, given: string, startMillis: number): Operation => ({
  system,
  statement: obfuscateStatement(given, system),
  given,
  summary: '',
  startMillis,
  endMillis: startMillis + 12,
  hasFailed: false,
});

/** What is found where a list is read, and then the statement for each of eight items. */
const kindsOf = (system: string, given: string): readonly string[] =>
  findFaults([
    asked(system, 'SELECT * FROM orders WHERE owner = 5', 0),
    ...Array.from({ length: 8 }, (_, i) => asked(system, given, 20 + 14 * i)),
  ]).map(({ kind }) => kind);

describe('a loop is none that', () => {
  test.each([
    [
      'reads on behind two columns',
      'postgresql',
      'SELECT * FROM t WHERE (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3',
    ],
    [
      'reads on behind one column',
      'postgresql',
      'SELECT "t"."id" FROM "t" "t" WHERE "t"."id" > $1 ORDER BY "t"."id" ASC LIMIT 100',
    ],
    ['reads on by an offset of MySQL', 'mysql', 'SELECT * FROM items WHERE o = ? ORDER BY id LIMIT ?, ?'],
    ['reads on by TOP', 'microsoft.sql_server', 'SELECT TOP (100) * FROM t WHERE id > @p0 ORDER BY id'],
    [
      'reads on by ROWNUM',
      'oracle.db',
      'SELECT * FROM (SELECT a.*, ROWNUM r FROM t a WHERE ROWNUM <= :1) WHERE r > :2',
    ],
    ['reads on by token', 'cassandra', 'SELECT * FROM t WHERE token(id) > token(?) LIMIT 100'],
    [
      'asks for a list of keys of two columns',
      'postgresql',
      'SELECT * FROM t WHERE (a, b) IN (($1, $2), ($3, $4))',
    ],
    ['asks for such a list of MySQL', 'mysql', 'SELECT * FROM t WHERE (a, b) IN ((?, ?), (?, ?))'],
    [
      'asks for a list of named values',
      'microsoft.sql_server',
      'SELECT * FROM t WHERE id IN (@p0, @p1, @p2)',
    ],
    ['asks for a list of Oracle', 'oracle.db', 'SELECT * FROM t WHERE id IN (:id0, :id1)'],
    [
      'asks for each key by OR',
      'postgresql',
      'SELECT * FROM t WHERE (a = $1 AND b = $2) OR (a = $3 AND b = $4)',
    ],
    ['joins a document of keys', 'sqlite', 'SELECT t.* FROM t JOIN json_each(?) j ON j.value = t.id'],
    [
      'joins rows of a document',
      'postgresql',
      'SELECT * FROM jsonb_to_recordset($1) AS x(id int) JOIN t USING (id)',
    ],
    ['joins values', 'postgresql', 'SELECT t.* FROM t JOIN (VALUES ($1::int), ($2)) v(id) ON v.id = t.id'],
    [
      'writes, beginning with a name',
      'postgresql',
      'WITH ins AS (INSERT INTO t (a) VALUES ($1) RETURNING id) SELECT id FROM ins',
    ],
    [
      'changes, beginning with a name',
      'postgresql',
      'WITH c AS (UPDATE "public"."t" SET a = $1 WHERE b = $2 RETURNING id) SELECT id FROM c',
    ],
    [
      'takes work out of a queue',
      'postgresql',
      'SELECT * FROM jobs WHERE state = $1 LIMIT 1 FOR UPDATE SKIP LOCKED',
    ],
    ['asks for a list that the driver writes out', 'mysql', 'SELECT * FROM t WHERE id IN (?)'],
    ['asks for a query of keys', 'postgresql', 'SELECT * FROM t WHERE id IN (SELECT id FROM u WHERE o = $1)'],
    ['asks for one key of two columns', 'postgresql', 'SELECT * FROM t WHERE (a, b) IN (($1, $2))'],
    ['takes a lock', 'mysql', 'SELECT GET_LOCK(?, ?)'],
    ['takes an advisory lock', 'postgresql', 'SELECT pg_try_advisory_lock($1)'],
    ['moves a sequence', 'postgresql', "SELECT setval('ids', $1)"],
    ['says who is asking', 'postgresql', "SELECT set_config('app.user', $1, true)"],
  ])('%s', (_what, system, given) => {
    expect(kindsOf(system, given)).toEqual([]);
  });
});

describe('a loop is one that reads for each item', () => {
  test.each([
    ['a row by its key', 'postgresql', 'SELECT * FROM t WHERE id = $1'],
    ['a row by a key of two columns', 'mysql', 'SELECT * FROM t WHERE (a = ? AND b = ?)'],
    ['what two columns may have', 'postgresql', 'SELECT * FROM t WHERE (sender = $1) OR (receiver = $2)'],
    [
      'the row that holds now',
      'postgresql',
      'SELECT * FROM prices WHERE item = $1 AND since <= $2 ORDER BY since DESC LIMIT 1',
    ],
    [
      'the row that holds now, of another dialect',
      'microsoft.sql_server',
      'SELECT TOP 1 * FROM prices WHERE item = @p0 AND since <= @p1 ORDER BY since DESC',
    ],
    [
      'the only row that there may be',
      'microsoft.sql_server',
      'SELECT * FROM t WHERE id = @p0 ORDER BY id OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY',
    ],
    ['the parts of a column', 'postgresql', 'SELECT unnest(tags) FROM t WHERE id = $1'],
    [
      'by a name that it gives',
      'postgresql',
      'WITH own AS (SELECT * FROM t WHERE id = $1) SELECT * FROM own',
    ],
    ['a list of one key', 'postgresql', 'SELECT * FROM t WHERE id IN ($1)'],
    ['a list of one key with its type', 'postgresql', 'SELECT * FROM t WHERE id IN ($1::bigint)'],
    ['a list of one key of SQL Server', 'microsoft.sql_server', 'SELECT * FROM t WHERE id IN (@p0)'],
    ['a list of one key in the text', 'mysql', "SELECT * FROM t WHERE a = ? AND id IN ( 'x' )"],
    ['what has one of some states', 'mysql', "SELECT * FROM t WHERE a = ? AND s IN ('jo@new.com', 'it(s)?')"],
    ['as many as a later word says', 'mysql', 'SELECT (SELECT a FROM u LIMIT 1), b FROM t WHERE id = ?'],
  ])('%s', (_what, system, given) => {
    expect(kindsOf(system, given)).toEqual(['n_plus_one']);
  });
});

/** The commands of MongoDB have their values left out already. */
const kindsOfDocument = (statement: string): readonly string[] => {
  const operation = (text: string, startMillis: number): Operation => ({
    system: 'mongodb',
    statement: text,
    given: text,
    summary: '',
    startMillis,
    endMillis: startMillis + 12,
    hasFailed: false,
  });
  return findFaults([
    operation('find orders {"find":"?","filter":{"owner":"?"}}', 0),
    ...Array.from({ length: 8 }, (_, i) => operation(statement, 20 + 14 * i)),
  ]).map(({ kind }) => kind);
};

test.each<readonly [string, string, readonly string[]]>([
  ['for each item', 'find users {"find":"?","filter":{"_id":"?"},"limit":"?"}', ['n_plus_one']],
  [
    'for each item, the same of another collection',
    'find users {"find":"?","filter":{"owner":"?"}}',
    ['n_plus_one'],
  ],
  [
    'the value that holds',
    'find prices {"find":"?","filter":{"item":"?","since":{"$lte":"?"}}}',
    ['n_plus_one'],
  ],
  ['a list', 'find users {"find":"?","filter":{"_id":{"$in":["?"]}}}', []],
  [
    'parts by number',
    'find users {"find":"?","filter":{"a":"?"},"sort":{"_id":"?"},"skip":"?","limit":"?"}',
    [],
  ],
  ['parts by key', 'find users {"find":"?","filter":{"_id":{"$gt":"?"}},"sort":{"_id":"?"},"limit":"?"}', []],
  ['the rest of a long answer', 'getMore users {"getMore":"?","collection":"?"}', []],
  ['writes', 'update users {"update":"?","updates":[{"q":{"_id":"?"}}]}', []],
])('documents are asked for: %s', (_what, statement, kinds) => {
  expect(kindsOfDocument(statement)).toEqual(kinds);
});

test.each([
  ['<?'],
  ['order by '],
  ['in ( '],
  ['with update a '],
  ['token('],
  ['(a = ?) or '],
  ['find_in_set(a,'],
  ['rownum <'],
])('a megabyte of %p is judged by its start', (part) => {
  const statement = `select ${part.repeat(1_000_000 / part.length)}`;
  const started = performance.now();
  for (let i = 0; i < 10; i++) {
    isRead(statement);
    isBatched(statement);
    isPaged(statement, statement);
  }
  expect((performance.now() - started) / 10).toBeLessThan(20);
});
