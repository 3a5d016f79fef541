import { describe, expect, test } from '@jest/globals';
import { createRedactor } from '../../../src/core/redaction/index.ts';
import { createRedactor as createBareRedactor } from '../../../src/core/redaction/redactor.ts';

const redactor = createRedactor();

class User {
  mail = 'jo@example.com';
  get shout(): string {
    return this.mail.toUpperCase();
  }
}

const throwing = (): object =>
  Object.defineProperty({ a: 1, z: 'jo@example.com' }, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });

const CASES: readonly (readonly [what: string, record: object, clean: object])[] = [
  [
    'a statement',
    { 'db.query.text': "SELECT * FROM t WHERE a = 'x y'" },
    { 'db.query.text': 'SELECT * FROM t WHERE a = ?' },
  ],
  [
    'a statement by its old name',
    { 'db.statement': "DELETE FROM t WHERE a = 'x'" },
    { 'db.statement': 'DELETE FROM t WHERE a = ?' },
  ],
  [
    'values of a statement',
    { 'db.query.parameter.0': 'Jo', 'db.query.parameter.n': 5 },
    { 'db.query.parameter.0': 'REDACTED', 'db.query.parameter.n': 'REDACTED' },
  ],
  ['a GraphQL document', { 'graphql.document': '{ a(b: "c") }' }, { 'graphql.document': '{ a(b: ?) }' }],
  ['GraphQL variables', { 'graphql.variables.name': 'Jo' }, { 'graphql.variables.name': 'REDACTED' }],
  [
    'a command line',
    { 'process.command_line': 'app --password hunter2' },
    { 'process.command_line': 'app --password REDACTED' },
  ],
  [
    'arguments',
    { 'process.command_args': ['app', '--password', 'hunter2', 'to=jo@example.com'] },
    { 'process.command_args': ['app', '--password', 'REDACTED', 'to=[REDACTED:email]'] },
  ],
  [
    'a stack trace',
    { 'exception.stacktrace': 'Error: jo@example.com\n    at f (a.js:1:2)' },
    { 'exception.stacktrace': 'Error: [REDACTED:email]\n    at f (a.js:1:2)' },
  ],
  ['a header', { 'http.request.header.x-api-key': ['abc'] }, { 'http.request.header.x-api-key': 'REDACTED' }],
  [
    'a URL in a header',
    { 'http.response.header.content_location': ['/a?code=1'] },
    { 'http.response.header.content_location': ['/a?code=REDACTED'] },
  ],
  [
    'metadata',
    { 'rpc.request.metadata.authorization': ['abc'] },
    { 'rpc.request.metadata.authorization': 'REDACTED' },
  ],
  [
    'a card that is a number',
    { n: 4_111_111_111_111_111, m: 1_700_000_000_000, b: 4_111_111_111_111_111n },
    { n: '[REDACTED:payment-card]', m: 1_700_000_000_000, b: '[REDACTED:payment-card]' },
  ],
  [
    'a Map',
    {
      m: new Map<unknown, unknown>([
        ['token', 'x'],
        ['a', 1],
        [7, 'jo@example.com'],
      ]),
    },
    {
      m: new Map<unknown, unknown>([
        ['7', '[REDACTED:email]'],
        ['token', 'REDACTED'],
        ['a', 1],
      ]),
    },
  ],
  ['a Set', { s: new Set(['a', 'jo@example.com']) }, { s: new Set(['a', '[REDACTED:email]']) }],
  ['an object of a class', { u: new User() }, { u: { mail: '[REDACTED:email]' } }],
  ['bytes that are text', { b: new TextEncoder().encode('{"to":"jo@example.com"}') }, { b: 'REDACTED' }],
  ['a getter that throws', { o: throwing() }, { o: { a: 1, z: '[REDACTED:email]', bad: 'REDACTED' } }],
  [
    'a key below another',
    { user: { full_name: 'Jo Doe', roles: ['a'] } },
    { user: { full_name: 'REDACTED', roles: ['a'] } },
  ],
  [
    'a key below others',
    { a: { b: { user: { name: 'Jo' } } } },
    { a: { b: { user: { name: 'REDACTED' } } } },
  ],
];

describe('redactor.attributes', () => {
  test.each(CASES)('removes it from %s', (_what, record, clean) => {
    const once = redactor.attributes(record);
    expect(once).toEqual(clean);
    expect(redactor.attributes(once)).toBe(once);
  });

  test('removes it from an error, which then is what one would write of it', () => {
    const error = Object.assign(new TypeError('no jo@example.com', { cause: new Error('token=abc') }), {
      code: 7,
    });
    const { e } = redactor.attributes({ e: error }) as { e: unknown };
    expect(e).toEqual({
      name: 'TypeError',
      message: 'no [REDACTED:email]',
      stack: expect.stringContaining('TypeError: no [REDACTED:email]'),
      cause: expect.objectContaining({ message: 'token=[REDACTED:secret-assignment]' }),
      code: 7,
    });
  });

  test('returns the same object where it finds nothing', () => {
    const record = {
      date: new Date(0),
      error: new Error('x'),
      map: new Map([['a', new Map([['b', 1]])]]),
      set: new Set([1, 'a']),
      floats: new Float64Array([4_111_111_111_111_111]),
      buffer: new ArrayBuffer(8),
      f: () => 1,
      s: Symbol('s'),
      big: 12n,
      id: 1_700_000_000_000_000,
      fraction: 4_111_111_111_111.5,
      frozen: Object.freeze({ a: Object.freeze(['b']) }),
      bare: Object.assign(Object.create(null), { a: 1 }),
      'session.id': 's-1',
      'process.command_args': ['node', 'a.js'],
      'db.client.connection.pool.name': 'db.test:5432/shop',
    };
    expect(redactor.attributes(record)).toBe(record);
    expect(redactor.attributes(record)).toBe(record);
  });

  test('reads a statement by the system that stands beside it', () => {
    const each = createBareRedactor(
      {},
      { obfuscateStatement: (statement, system) => `${system}: ${statement}` },
    );
    expect(each.sql('GET k', { system: 'redis' })).toBe('redis: GET k');
    expect(each.sql('GET k')).toBe('undefined: GET k');
    expect(
      each.attributes({
        'db.query.text': 'a',
        'db.system.name': 'mysql',
        l: [{ 'db.statement': 'b', 'db.system': 'redis' }],
      }),
    ).toEqual({
      'db.query.text': 'mysql: a',
      'db.system.name': 'mysql',
      l: [{ 'db.statement': 'redis: b', 'db.system': 'redis' }],
    });
    expect(createBareRedactor().sql('token=abc')).toBe('token=[REDACTED:secret-assignment]');
  });

  test('a record that cannot be read at all leaves nothing', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(redactor.attributes(hostile)).toEqual({});
    expect(redactor.attributes({ hostile })).toEqual({ hostile: 'REDACTED' });
    expect(redactor.log({ body: hostile })).toEqual({ body: 'REDACTED', attributes: undefined });
  });

  test('leaves no inherited property', () => {
    const record = Object.assign(Object.create({ inherited: 'jo@example.com' }), { own: 'jo@example.com' });
    expect(JSON.stringify(redactor.attributes(record))).toBe('{"own":"[REDACTED:email]"}');
  });

  test('what is remembered of a key is not taken for another value', () => {
    const each = createRedactor();
    for (let i = 0; i < 3; i++) {
      const clean = { note: 'fine' };
      expect(each.attributes(clean)).toBe(clean);
      expect(each.attributes({ note: 'jo@example.com' })).toEqual({ note: '[REDACTED:email]' });
    }
  });

  test('keys of data do not fill the memory, and are read all the same', () => {
    const each = createRedactor();
    for (let i = 0; i < 10_000; i++) each.attributes({ [`key${i}`]: 1 });
    expect(each.attributes({ last_password: 'x', 'user.name': 'Jo', other: 'jo@example.com' })).toEqual({
      last_password: 'REDACTED',
      'user.name': 'REDACTED',
      other: '[REDACTED:email]',
    });
  });
});

describe('redactor.log', () => {
  test.each([
    [
      'an error',
      { body: new Error('jo@example.com') },
      { body: expect.objectContaining({ message: '[REDACTED:email]' }) },
    ],
    ['a number', { body: 4_111_111_111_111_111 }, { body: '[REDACTED:payment-card]' }],
    ['a map', { body: new Map([['password', 'x']]) }, { body: new Map([['password', 'REDACTED']]) }],
  ])('removes it from %s', (_what, record, clean) => {
    expect(redactor.log<{ body: unknown }>(record)).toEqual({ attributes: undefined, ...clean });
  });
});
