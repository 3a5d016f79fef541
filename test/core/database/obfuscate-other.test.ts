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
    ['{"a":"x "jo: b" y","c":1}', '{"a":"?"'],
    ['{"a":"x\n{"b":"jo: 5"}', '{"a":"?"'],
    ['{"a": x" , "b": secret(1)}', '{"a":"?""?"'],
    ['{a: [jo: 1, "jo": 2]}', '{a:["?":"?","?":"?"]}'],
  ],
  elasticsearch: [
    ['GET /users/_search?q=user:jo@example.com AND name:"Jo&jo=x"&jo=1', 'GET /users/_search?q=?'],
    [
      'GET users,logs-*/_search?size=5&q=jo {"query":{"term":{"a":"jo"}}}',
      'GET users,logs-*/_search?size=?&q=? {"query":{"term":{"a":"?"}}}',
    ],
    ['GET /users/_search?q=age:{1 TO 5} jo', 'GET /users/_search?q=?'],
    ['/_search?q=jo&jo', '/_search?q=?&?'],
    ['GET /users/_doc/jo', 'GET /users/_doc/?'],
    ['GET /jo@example.com/_search', 'GET /?/_search'],
    ['PUT _security/user/jo\n{"password":"secret"}', 'PUT _security/?/?\n{"password":"?"}'],
    ['DELETE /users/_doc/jo', 'DELETE /users/_doc/?'],
    ['GET http://jo:secret@a/users/_search', 'GET ?//?/?/_search'],
    [
      'POST /users/_msearch\r\n{}\r\n{"query":{"query_string":{"query":"name:jo"}}}\r\n',
      'POST /users/_msearch\n{}\n{"query":{"query_string":{"query":"?"}}}',
    ],
    [
      'POST _bulk\n{"index":{"_id":"jo"}}\n{"name":"jo"}\n{"delete":{"_id":"jo"}}',
      'POST _bulk\n{"index":{"_id":"?"}}\n{"name":"?"}\n{"delete":{"_id":"?"}}',
    ],
    ['{"index":{"_id":"jo"}}\n{"name":"jo\n{"a":"jo: x"}', '{"index":{"_id":"?"}}\n{"name":"?"'],
    ['{"source":"""\n if (a == "jo") { jo: 1 } \n""", "b": 1}', '{"source":"?","b":"?"}'],
    ['user:jo AND name:"Jo"', '?'],
    ['name:(jo OR secret)', '?'],
    ['curl -XGET "http://a/_search?q=jo" -d \'{"a":"jo"}\'', '?'],
    [
      '{"index":"a"}\n{"query":{"match":{"name":"Jo"}},"@timestamp":1}\n',
      '{"index":"?"}\n{"query":{"match":{"name":"?"}},"@timestamp":"?"}',
    ],
    ["SELECT a FROM t WHERE b = 'jo'", 'SELECT a FROM t WHERE b = ?'],
    ['FROM logs | WHERE user == "jo"', 'FROM logs | WHERE user == ?'],
    ['process where user.name == "jo"', 'process where user.name == ?'],
    ['sequence by a [ file where b == "jo" ]', 'sequence by a [ file where b == ? ]'],
    ['from a to jo@b.de', '?'],
    ['', ''],
  ],
  opensearch: [
    ["source=accounts | where name = 'jo'", 'source=accounts | where name = ?'],
    ['source=accounts jo', '?'],
  ],
  couchdb: [['GET /users/jo?key="jo"', 'GET /users/??key=?']],
  Redis: [['GET jo', 'GET ?']],
  graphql: [
    [
      'query Q($id: ID!) { user(id: 42, name: "J\\"o", e: ADMIN, b: true) { a } }',
      'query Q($id: ID!) { user(id: ?, name: ?, e: ADMIN, b: true) { a } }',
    ],
    ['{ a(s: """jo "x" \\""" y""", n: -1.5e+3) } # jo', '{ a(s: ?, n: ?) } #'],
    ['{ a(s: "jo\n", b: 1) }', '{ a(?'],
    ["{ a(s: 'jo') }", '{ a(?'],
    ['{ a(s: "jo\n b: "jo") }', '{ a(?'],
    ['{ a(s: "jo "jo: x" y") { b } }', '{ a(?'],
    ["{ a's secret }", '?'],
    ['{ a(s: "open', '{ a(s: ?'],
    ['{ a(s: """jo', '{ a(s: ?'],
    ['mutation { say(text: """block "quoted" \\""" jo""") }', 'mutation { say(text: ?) }'],
    ['{ a # password is secret\n b }', '{ a #\n b }'],
    [
      'query Q($id: ID!) { user(id: $id) { ...on A { b_1 c2 } } }',
      'query Q($id: ID!) { user(id: $id) { ...on A { b_1 c2 } } }',
    ],
    ['', ''],
  ],
};

describe.each(Object.entries(CASES))('%s', (system, cases) => {
  test.each(cases)('%j', (statement, clean) => expect(obfuscateStatement(statement, system)).toBe(clean));
});

test.each(Object.entries(CASES))('%s: what is clean stays so', (system, cases) => {
  for (const [, clean] of cases) expect(obfuscateStatement(clean, system)).toBe(clean);
});

// Of a value that has what a key or a command has: whatever sign is lost, doubled or in the place of another one.
const HOSTILE: readonly (readonly [system: string, statement: string])[] = [
  ['mongodb', '{"find":"a","filter":{"b":"jo: x","c":["jo(1)","d"],"e":{"$gt":"f jo: 1"}}}'],
  ['mongodb', 'db.users.find({a: \'jo: x\', b: ObjectId("jo"), c: /jo: /i}).limit(5)'],
  ['elasticsearch', '{"index":{"_id":"jo: 1"}}\n{"name":"a jo: b","text":"jo(x) [y]"}\n'],
  ['elasticsearch', 'POST /a/_search?q=jo:x&size=1\n{"query":{"match":{"b":"jo: x"}}}'],
  ['elasticsearch', 'GET /a/_doc/1?routing="jo=x"'],
  ['graphql', '{ a(b: "jo: c", d: ["jo(x: 1)", """ "jo" """], e: -1) { f } }'],
  ['redis', 'MULTI\nSET user:jo "get jo"\nHSET jo \'a jo\' "b \\" jo"\nEXEC'],
  ['memcached', 'set jo 0 0 6\r\nget jo\r\n'],
];

test.each(HOSTILE)('%s: a value stays none, whatever sign of %j is wrong', (system, statement) => {
  const kept: string[] = [];
  for (let at = 0; at < statement.length; at++)
    if (!/[\w\s]/.test(statement[at] as string))
      for (const by of ['', ' ', '\n', '"', "'", '\\', statement[at]?.repeat(2) as string]) {
        const broken = statement.slice(0, at) + by + statement.slice(at + 1);
        const clean = obfuscateStatement(broken, system);
        if (/jo/.test(clean)) kept.push(`${broken} → ${clean}`);
      }
  expect(kept).toEqual([]);
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
