import { describe, expect, test } from '@jest/globals';
import { obfuscateStatement } from '../../../src/core/database/obfuscate-statement.ts';

type Case = readonly [statement: string, clean: string];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  redis: [
    ['SET user:jo@x:cart "a b"', 'SET ? ?'],
    ['get jo', 'GET ?'],
    ['PING', 'PING'],
    ['AUTH jo secret', 'AUTH ?'],
    ['HELLO 3 AUTH jo secret', 'HELLO ?'],
    ['CONFIG SET requirepass x', 'CONFIG SET ?'],
    ['CONFIG GET max*', 'CONFIG GET ?'],
    ['ACL SETUSER jo on >secret', 'ACL SETUSER ?'],
    ['JSON.SET jo $ 1', 'JSON.SET ? ? ?'],
    ['MSET a 1 b 2 c 3 d 4 e 5', 'MSET ? [9 more]'],
    ['MULTI\nSET a b\r\nEXEC', 'MULTI\nSET ? ?\nEXEC'],
    ['SET a one\nsecret two', 'SET ? ?\n?'],
    ['SET a "one\nsecret', 'SET ? ?'],
    ['SET a "it\\" secret" b', 'SET ? ? ?'],
    ['jo@example.com 1', '?'],
    ['', ''],
  ],
  memcached: [['set jo 0 0 6\r\nsecret', 'SET ? ? ? ?\n?']],
  mongodb: [
    [
      '{"find":"users","filter":{"email":"jo","n":{"$gt":5}}}',
      '{"find":"?","filter":{"email":"?","n":{"$gt":"?"}}}',
    ],
    [
      '{"a": ["x", 1, null], "b": [{"c": 1}, {"d": 2}], "e": []}',
      '{"a":["?"],"b":[{"c":"?"},{"d":"?"}],"e":[]}',
    ],
    [
      'db.users.find({email: \'jo\', n: ObjectId("4"), r: /jo/i}).limit(5)',
      'db.users.find({email:"?",n:ObjectId("?"),r:"?"}).limit("?")',
    ],
    ['users.find {a: 1} // jo', 'users.find {a:"?"}'],
    ['{"jo@example.com": 1, "4711": 2, "a b": 3}', '{"?":"?","?":"?","?":"?"}'],
    ['{"a":"jo', '{"a":"?"'],
    ['{"a\\"b":"it\\"s jo","c":1', '{"?":"?","c":"?"'],
    ['jo', '"?"'],
  ],
  elasticsearch: [
    [
      '{"index":"a"}\n{"query":{"match":{"name":"Jo"}},"@timestamp":1}\n',
      '{"index":"?"}\n{"query":{"match":{"name":"?"}},"@timestamp":"?"}',
    ],
    ["SELECT a FROM t WHERE b = 'jo'", 'SELECT a FROM t WHERE b = ?'],
    ['FROM logs | WHERE user == "jo"', 'FROM logs | WHERE user == ?'],
  ],
  graphql: [
    [
      'query Q($id: ID!) { user(id: 42, name: "J\\"o", e: ADMIN, b: true) { a } }',
      'query Q($id: ID!) { user(id: ?, name: ?, e: ADMIN, b: ?) { a } }',
    ],
    ['{ a(s: """jo "x" \\""" y""", n: -1.5e+3) } # jo', '{ a(s: ?, n: ?) } ?'],
    ['{ a(s: "jo\n", b: 1) }', '{ a(s: ?'],
    ["{ a(s: 'jo') }", '{ a(s: ?'],
  ],
};

describe.each(Object.entries(CASES))('%s', (system, cases) => {
  test.each(cases)('%j', (statement, clean) => expect(obfuscateStatement(statement, system)).toBe(clean));
});

test.each([
  ['redis', `MSET ${'jo '.repeat(50_000)}`],
  ['redis', 'SET a b\n'.repeat(5_000)],
  ['mongodb', `{"a":[${'{"b":1},'.repeat(20_000)}`],
  ['graphql', `{ ${'a(b: 1) '.repeat(20_000)}}`],
])('%s: the text is bounded', (system, statement) => {
  const clean = obfuscateStatement(statement, system);
  expect(clean.length).toBeLessThanOrEqual(16_385);
  expect(clean).not.toContain('jo');
});

test.each(Object.entries(CASES))(
  '%s: nothing but names is left of a statement that is cut anywhere',
  (system, cases) => {
    for (const [statement] of cases)
      for (let length = 0; length < statement.length; length++)
        expect(obfuscateStatement(statement.slice(0, length), system)).not.toMatch(/jo|secret|4711/i);
  },
);
