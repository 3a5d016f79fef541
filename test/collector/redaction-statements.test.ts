import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../backends/find-server.ts';
import { plainRecord, tracesRequest } from './otlp-request.ts';
import { type RedactingCollector, startRedactingCollector } from './redacting-collector.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

/** By `db.system.name`: what a service in another language sends, and what is left of it. */
const STATEMENTS: readonly (readonly [system: string, statement: string, expected: string])[] = [
  [
    'postgresql',
    `select "a" from t where b = 'jo''s' and c in (1, 2)`,
    `select "a" from t where b = ? and c in (?, ?)`,
  ],
  [
    'postgresql',
    `select 1.5e3 where a = E'x\\'y' and b = $t$x$t$ and c = $1 and d = 0x1F`,
    'select ? where a = E? and b = ? and c = ? and d = ?',
  ],
  ['postgresql', `select a from t where b = 'broken`, 'select a from t where b = ?'],
  ['mysql', 'select `a` from t where b = "jo" and c = "bro', 'select `a` from t where b = ? and c = ?'],
  ['sqlite', `select a from t2 where b = 'x'`, 'select a from t? where b = ?'],
  [
    'microsoft.sql_server',
    `select top 5 [a] from t where b = N'jo' and c = @p1`,
    'select top ? [a] from t where b = ? and c = @p1',
  ],
  ['microsoft.sql_server', `select 'C:\\', 'secret'`, 'select ?'],
  ['oracle.db', `select a from t where b = q'[it's]' and c = :p2`, 'select a from t where b = ? and c = :p2'],
  ['snowflake', `select $$x$$, 'y', -1.5 from t1`, 'select ?, ?, -? from t1'],
  [
    'cassandra',
    `select a from t where b = 550e8400-e29b-41d4-a716-446655440000`,
    'select a from t where b = ?',
  ],
  ['', `select a from t where b = 'x' and c = "y"`, 'select a from t where b = ? and c = ?'],
  ['redis', 'SET user:1 secret EX 10', 'SET ? ? ? ?'],
  ['redis', 'GET session:jo', 'GET ?'],
  ['valkey', 'SET ? ?', 'SET ? ?'],
  ['memcached', 'set key 0 0 3\r\nabc', 'set ? ? ? ?'],
  ['mongodb', '{"find":"users","filter":{"name":"jo","n":5}}', '{"find":"?","filter":{"name":"?","n":"?"}}'],
  ['mongodb', '{"find":"users","filter":{"name":"jo', '{"find":"?","filter":{"name":"?"'],
  [
    'elasticsearch',
    '{"query":{"terms":{"id":["a",3]},"x":[{"y":"z"},{"w":-1.5}]}}',
    '{"query":{"terms":{"id":["?"]},"x":[{"y":"?"},{"w":"?"}]}}',
  ],
];

withCollector('literals of statements in the real Collector', () => {
  let collector: RedactingCollector;
  beforeAll(async () => {
    collector = await startRedactingCollector(binary ?? '');
  }, 60_000);
  afterAll(() => collector?.stop());

  const KEYS = [
    ['db.system.name', 'db.query.text'],
    ['db.system', 'db.statement'],
  ] as const;
  const cases = STATEMENTS.flatMap((each) => KEYS.map((keys) => [...each, ...keys] as const));

  test.each(cases)('%s: %s', async (system, statement, expected, systemKey, statementKey) => {
    const attributes = { ...(system && { [systemKey]: system }), [statementKey]: statement };
    const output = await collector.pass('traces', tracesRequest({ name: 'query', attributes }));
    const [span] = JSON.parse(output).resourceSpans[0].scopeSpans[0].spans;
    expect(plainRecord(span.attributes)[statementKey]).toBe(expected);
  });
});
