import { describe, expect, test } from '@jest/globals';
import { explainable } from '../../../../src/core/insight/plan/explainable.ts';

describe('is explained', () => {
  test.each<[statement: string, parameters: number]>([
    ['SELECT * FROM orders WHERE id = $1 AND note = $12', 12],
    ["select 'x; DROP TABLE y' from t", 0],
    ['WITH a AS (SELECT 1) SELECT * FROM a;', 0],
    ['(SELECT 1) UNION (SELECT 2)', 0],
    ['SELECT "update" FROM t ORDER BY "id"', 0],
    ['SELECT * FROM t ORDER BY created DESC', 0],
    ['SELECT id FROM t /* route=/x */', 0],
  ])('%s', (statement, parameters) => {
    expect(explainable(statement, 'postgresql')).toMatchObject({ parameters });
  });
});

test.each(['SELECT id, sleep(0.1) FROM t', 'SELECT sleep FROM (SELECT 1 AS sleep) AS x'])(
  'is explained of MySQL: %s',
  (statement) => {
    expect(explainable(statement, 'mysql')).toMatchObject({ parameters: 0 });
  },
);

test.each<[statement: string, mayRunAgain: boolean]>([
  ['SELECT count(*), lower(name) FROM t GROUP BY 2', true],
  ['SELECT pg_terminate_backend FROM t WHERE (a = 1)', true],
  ['SELECT pg_terminate_backend(17)', false],
  ['SELECT pg_catalog.pg_advisory_lock (17)', false],
  ['SELECT "pg_sleep"(10) FROM t', false],
  ["SELECT * FROM dblink('host=other', 'SELECT 1') AS t(a int)", false],
  ["SELECT query_to_xml('SELECT 1', true, true, '')", false],
])('may be run once more: %s', (statement, mayRunAgain) => {
  expect(explainable(statement, 'postgresql')).toMatchObject({ mayRunAgain });
});

describe('is refused', () => {
  test.each<[statement: string, system: string]>([
    ['SELECT 1; DROP TABLE users', 'postgresql'],
    ['SELECT 1; SELECT 2', 'postgresql'],
    ['UPDATE t SET a = 1', 'postgresql'],
    ['WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone', 'postgresql'],
    ['SELECT * INTO copy FROM t', 'postgresql'],
    ['SELECT * FROM t FOR UPDATE', 'postgresql'],
    ["SELECT * FROM t INTO OUTFILE '/tmp/x'", 'mysql'],
    ['SELECT 1 /*!50000 , SLEEP(10) */', 'mysql'],
    ['SELECT 1 /*M!100000 , SLEEP(10) */', 'mysql'],
    ['SELECT * FROM (SELECT SLEEP(10) AS s) AS x', 'mysql'],
    ["SELECT * FROM t JOIN (SELECT `get_lock`('a', 10) AS l) AS x", 'mysql'],
    ["SELECT 'open", 'postgresql'],
    ['SELECT (1', 'postgresql'],
    ['SELECT $tag$ open', 'postgresql'],
    ['EXPLAIN ANALYZE DELETE FROM t', 'postgresql'],
    ['CALL pay()', 'mysql'],
    ['', 'postgresql'],
    [`SELECT ${'a, '.repeat(5_000)}a FROM t`, 'postgresql'],
  ])('%s', (statement, system) => {
    expect(explainable(statement, system)).toEqual({ refusal: expect.any(String) });
  });
});
