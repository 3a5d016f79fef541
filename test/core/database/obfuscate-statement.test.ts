import { describe, expect, test } from '@jest/globals';
import { MAX_READ, MAX_STATEMENT_LENGTH } from '../../../src/core/database/obfuscate-sql.ts';
import { obfuscateStatement } from '../../../src/core/database/obfuscate-statement.ts';

type Case = readonly [statement: string, clean: string];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  postgresql: [
    ["SELECT 'it''s', N'a', E'it\\'s', e'\\\\', U&'d\\0061t'", 'SELECT ?, N?, E?, e?, U&?'],
    ["SELECT B'01', X'1F', DATE '2020-01-01', INTERVAL '1 day'", 'SELECT B?, X?, DATE ?, INTERVAL ?'],
    ['SELECT $$a$$, $tag$b $$ $tag$ FROM t1', 'SELECT ?, ? FROM t1'],
    ['SELECT 1, -1, 1.5, .5, 1e-5, 0x1F, 1_000, 5-3, a-1', 'SELECT ?, ?, ?, ?, ?, ?, ?, ?-?, a-?'],
    ['SELECT TRUE, false, NULL FROM t WHERE a IS NOT NULL', 'SELECT ?, ?, ? FROM t WHERE a IS NOT ?'],
    ['CREATE TABLE t (a varchar(20) NOT NULL)', 'CREATE TABLE t (a varchar(?) NOT NULL)'],
    ['SELECT * FROM t WHERE a = $1 AND b = $12::int', 'SELECT * FROM t WHERE a = $? AND b = $?::int'],
    ["SELECT j->>'a', j #>> '{a}', j @> '{}' FROM \"t 1\"", 'SELECT j->>?, j #>> ?, j @> ? FROM "t 1"'],
    ['SELECT a[1], ARRAY[1, 2, 3, 4], a[1:2]', 'SELECT a[?], ARRAY[?], a[?:?]'],
    ["SELECT '{a,b}'::text[] FROM t_2024", 'SELECT ?::text[] FROM t_2024'],
    ['COPY t FROM STDIN;\n1\tJo\n\\.\n', 'COPY t FROM STDIN;\n?'],
    ['COPY t FROM STDIN WITH (FORMAT csv);\nJo,1', 'COPY t FROM STDIN WITH (FORMAT csv);\n?'],
    ['COPY t FROM STDIN\nSet\tJo', 'COPY t FROM STDIN\n?'],
    ['SET app.user = jo', 'SET app.user = ?'],
    ['SET search_path TO jo, "x"', 'SET search_path TO ?, ?'],
    ["CREATE ROLE app PASSWORD 'x'", 'CREATE ROLE app PASSWORD ?'],
    ['SELECT 1 /* a /* b */ c */ FROM t', 'SELECT ? ? FROM t'],
    ['SELECT a # b', 'SELECT a ?'],
    ["SELECT a # 'x\n' FROM t", 'SELECT a ?'],
    ['SELECT * FROM t WHERE mail = jo@example.com', 'SELECT * FROM t WHERE mail = ?'],
    ['SELECT * FROM t WHERE a = ‘Jo’', 'SELECT * FROM t WHERE a = ?'],
    ["SELECT * FROM t WHERE a = 'O'Brien' AND b = 'x'", 'SELECT * FROM t WHERE a = ?'],
    ["SELECT * FROM t WHERE a = 'C:\\' AND b = ' from x'", 'SELECT * FROM t WHERE a = ?'],
  ],
  mysql: [
    ['SELECT "a", \'b\', `c d` FROM `t`', 'SELECT ?, ?, `c d` FROM `t`'],
    ["SELECT 'it\\'s', \"it\\\"s\", 'C:\\\\'", 'SELECT ?, ?, ?'],
    ["SELECT _utf8'a', N'b', X'1F', b'01', 0x1F", 'SELECT _utf8?, N?, X?, b?, ?'],
    ['SELECT 5--3, 1 -- x\n, 2 # y\n', 'SELECT ?-?, ? ?\n, ? ?\n'],
    ['SELECT /*! STRAIGHT_JOIN jo */ 1', 'SELECT ? ?'],
    ["CREATE USER 'jo'@'%' IDENTIFIED BY 'x'", 'CREATE USER ?@? IDENTIFIED BY ?'],
    ['SET @a = 5, names = "x"', 'SET @a = ?, names = ?'],
    ['SELECT * FROM t WHERE a IN (?, ?, ?, ?) AND b = :b', 'SELECT * FROM t WHERE a IN (?) AND b = :b'],
    ["SELECT 'x\\' AND a = ', 'y'", 'SELECT ?'],
  ],
  'microsoft.sql_server': [
    ["SELECT N'a', 0x1F, $12.5, [b c].[d] FROM #temp", 'SELECT N?, ?, $?, [b c].[d] FROM #temp'],
    ['SELECT TOP (5) "a" FROM "t" WHERE "a" = "Jo"', 'SELECT TOP (?) "a" FROM "t" WHERE "a" = ?'],
    ["EXEC dbo.greet Jo, @x = Bo, 'x' SELECT a", 'EXEC dbo.greet ?, @x = ?, ? SELECT a'],
    ['GRANT EXECUTE ON dbo.f TO app', 'GRANT EXECUTE ON dbo.f TO app'],
    ["CREATE LOGIN app WITH PASSWORD = 'x'", 'CREATE LOGIN app WITH PASSWORD = ?'],
    [
      'SELECT * FROM a PIVOT (SUM(n) FOR b IN ([1], [2])) p',
      'SELECT * FROM a PIVOT (SUM(n) FOR b IN (?, ?)) p',
    ],
    ['SELECT @@ROWCOUNT, @p1, a FROM t WHERE b = @p2', 'SELECT @@ROWCOUNT, @p1, a FROM t WHERE b = @p2'],
  ],
  'oracle.db': [
    ["SELECT q'[it's]', nq'{x'y}', N'a' FROM dual", 'SELECT ?, ?, N? FROM dual'],
    ["SELECT DATE'2020-01-01' FROM t@remote.link", 'SELECT DATE? FROM t@remote.link'],
    [
      'SELECT /*+ INDEX(t jo) */ a FROM t WHERE b = :1 AND c = :name',
      'SELECT ? a FROM t WHERE b = :1 AND c = :name',
    ],
    ['ALTER USER app IDENTIFIED BY secret REPLACE "old"', 'ALTER USER app IDENTIFIED BY ? REPLACE ?'],
    ["SELECT 'C:\\' AND b = ' from x'", 'SELECT ? AND b = ?'],
  ],
  sqlite: [
    [
      'SELECT "a", [b], `c`, x\'1F\' FROM "t" u WHERE u."a" = "Jo"',
      'SELECT "a", [b], `c`, x? FROM "t" u WHERE u."a" = ?',
    ],
    ['INSERT INTO t ("a", "b") VALUES ("x", ?2)', 'INSERT INTO t ("a", "b") VALUES (?, ?2)'],
    ['PRAGMA key = secret', 'PRAGMA key = ?'],
    ['PRAGMA table_info(users)', 'PRAGMA table_info(users)'],
  ],
  snowflake: [
    ["SELECT 'it\\'s', $$a 'b$$, t:a.b, $1 FROM @stage/x", 'SELECT ?, ?, t:a.b, $? FROM @stage/x'],
    ["SELECT 1 // it's\nFROM t", 'SELECT ? ?\nFROM t'],
  ],
  cassandra: [
    ['SELECT * FROM t WHERE id = abcdef12-89ab-cdef-0123-456789abcdef', 'SELECT * FROM t WHERE id = ?'],
    [
      "INSERT INTO t (a) VALUES ({'k': 0xab, 'l': $$x$$}) USING TTL 5",
      'INSERT INTO t (a) VALUES ({?: ?, ?: ?}) USING TTL ?',
    ],
  ],
  clickhouse: [
    ['INSERT INTO t FORMAT CSV 1,Jo\n2,Bo', 'INSERT INTO t FORMAT CSV ?'],
    ['INSERT INTO t FORMAT Values (1)', 'INSERT INTO t FORMAT Values (?)'],
    ["SELECT {id:UInt64}, 'it\\'s' FROM \"t\"", 'SELECT {id:UInt64}, ? FROM "t"'],
  ],
  other_sql: [
    ['SELECT "a", \'b\' FROM t -- x', 'SELECT ?, ? FROM t ?'],
    ["SELECT 'it\\'s', 'b' FROM t", 'SELECT ?, ? FROM t'],
    ["SELECT 'C:\\', 'b' FROM t", 'SELECT ?, ? FROM t'],
    ["SELECT 'x\\', ' AND b'", 'SELECT ?'],
    ["SELECT a --x 'y\n'", 'SELECT a ?'],
    [
      'SELECT a WHERE b = %s AND c = %(name)s AND d % 3 = 1',
      'SELECT a WHERE b = %s AND c = %(name)s AND d % ? = ?',
    ],
    ['EXECUTE greet Jo', 'EXECUTE greet ?'],
    ['SELECT 1 /* a /* b */', 'SELECT ? ?'],
  ],
};

describe.each(Object.entries(CASES))('%s', (system, cases) => {
  test.each(cases)('%s', (statement, clean) => expect(obfuscateStatement(statement, system)).toBe(clean));
});

test.each([
  ['postgres', 'SELECT "a"', 'SELECT "a"'],
  ['PostgreSQL', 'SELECT "a"', 'SELECT "a"'],
  ['mariadb', 'SELECT "a"', 'SELECT ?'],
  ['mssql', 'SELECT [a]', 'SELECT [a]'],
  ['oracle', "SELECT q'[a'b]'", 'SELECT ?'],
  ['h2database', 'SELECT "a"', 'SELECT "a"'],
  [undefined, 'SELECT "a"', 'SELECT ?'],
])('knows %s', (system, statement, clean) => expect(obfuscateStatement(statement, system)).toBe(clean));

describe('lists', () => {
  test.each([
    ['a IN (1, 2, 3)', 'a IN (?, ?, ?)'],
    ["a IN (1, 'b', 3, NULL)", 'a IN (?)'],
    ["a IN (N'a', N'b', N'c', N'd')", 'a IN (N?)'],
    ['a IN ($1, $2, $3, $4)', 'a IN ($?)'],
    ['a IN (:a, :b, :c, :d) AND b', 'a IN (:a) AND b'],
    ['a IN (1, 2, 3, f(4), 5)', 'a IN (?, ?, ?, f(?), ?)'],
    ['a IN (SELECT 1, 2, 3, 4)', 'a IN (SELECT ?, ?, ?, ?)'],
    ['(a, b) IN ((1, 2), (3, 4)) AND c', '(a, b) IN ((?, ?)) AND c'],
    ['VALUES (1, 2), (3, 4), (5, 6) RETURNING a', 'VALUES (?, ?) RETURNING a'],
    ['VALUES (1, now()), (2, now()) RETURNING a', 'VALUES (?, now()) RETURNING a'],
    ['VALUES (1, 2), (f(3), 4), (f(5), 6)', 'VALUES (?, ?), (f(?), ?)'],
    ['VALUES (1), (2) /* x */, (3) ON', 'VALUES (?) ON'],
    ['VALUES (1, (SELECT a FROM t WHERE b IN (1,2,3,4)))', 'VALUES (?, (SELECT a FROM t WHERE b IN (?)))'],
    ['f(1, 2, 3, 4, 5)', 'f(?, ?, ?, ?, ?)'],
    ['a IN (1, 2, 3,', 'a IN (?, ?, ?,'],
    ['a IN (1, 2, 3, 4', 'a IN (?'],
  ])('%s', (list, clean) =>
    expect(obfuscateStatement(`SELECT ${list}`, 'postgresql')).toBe(`SELECT ${clean}`),
  );
});

describe('broken statements', () => {
  test.each([
    ["SELECT 'x", '?'],
    ['SELECT a */ b', '?'],
    ['SELECT "a', '?'],
    ['SELECT 1 /* x', 'SELECT ? ?'],
    ['SELECT $a$ x', 'SELECT ?'],
    ['SELECT 1\\gexec x', 'SELECT ??'],
    ["don't", '?'],
    ["hunter2 $$, 'x'", '?'],
    ["secret' , 'it's", '?'],
    ['', ''],
    ['   ', '   '],
  ])('%j', (statement, clean) => expect(obfuscateStatement(statement, 'postgresql')).toBe(clean));
});

describe('length', () => {
  test('a long list is short', () => {
    const list = Array.from({ length: 5_000 }, (_, i) => i).join(', ');
    expect(obfuscateStatement(`SELECT * FROM t WHERE a IN (${list})`, 'mysql')).toBe(
      'SELECT * FROM t WHERE a IN (?)',
    );
  });

  test('a list that is not read to its end is short as well', () => {
    const list = Array.from({ length: MAX_READ }, (_, i) => i).join(', ');
    expect(obfuscateStatement(`SELECT * FROM t WHERE a IN (${list})`, 'mysql')).toBe(
      'SELECT * FROM t WHERE a IN (?…',
    );
  });

  test('a string across the end of what is read goes whole', () => {
    const clean = obfuscateStatement(
      `${'a, '.repeat(MAX_READ / 3 - 1)}'${'secret '.repeat(100)}', b`,
      'mysql',
    );
    expect(clean).not.toContain('s');
    expect(clean.length).toBe(MAX_STATEMENT_LENGTH + 1);
  });
});
