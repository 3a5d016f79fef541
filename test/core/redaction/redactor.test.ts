import { describe, expect, test } from '@jest/globals';
import { createRedactor, rules, summariseSql } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { MAX_TEXT_LENGTH } from '../../../src/core/redaction/text.ts';
import { createRandom, pick } from '../random.ts';
import { samplesOf } from './samples.ts';

const redactor = createRedactor();

const nested = (depth: number, leaf: unknown): unknown =>
  depth === 0 ? leaf : depth % 2 === 0 ? { a: nested(depth - 1, leaf) } : [nested(depth - 1, leaf)];

describe('redactor.attributes', () => {
  const CASES: readonly (readonly [what: string, record: object, clean: object])[] = [
    ['a text', { note: 'from jo@example.com' }, { note: 'from [REDACTED:email]' }],
    ['a URL', { 'url.full': 'https://h.test/?state=1' }, { 'url.full': 'https://h.test/?state=REDACTED' }],
    ['a query', { 'url.query': 'state=1&x=2' }, { 'url.query': 'state=REDACTED&x=2' }],
    ['a query with its mark', { 'url.query': '?code=1&x=2' }, { 'url.query': '?code=REDACTED&x=2' }],
    ['a fragment with its mark', { 'url.fragment': '#state=1' }, { 'url.fragment': '#state=REDACTED' }],
    ['the value of a sensitive key', { 'db.password': 'x', n: 1 }, { 'db.password': 'REDACTED', n: 1 }],
    ['a number under one', { pin: 1234 }, { pin: 'REDACTED' }],
    [
      'a list under one',
      { 'http.request.header.cookie': ['a=b'] },
      { 'http.request.header.cookie': 'REDACTED' },
    ],
    ['a list', { to: ['x', 'jo@example.com'] }, { to: ['x', '[REDACTED:email]'] }],
    [
      'URLs in a list',
      { 'http.request.header.referer': ['/?code=1'] },
      { 'http.request.header.referer': ['/?code=REDACTED'] },
    ],
    [
      'a map in a list in a map',
      { a: { b: [{ token: 'x', c: 1 }] } },
      { a: { b: [{ token: 'REDACTED', c: 1 }] } },
    ],
    ['a key that is personal itself', { 'jo@example.com': 1 }, { '[REDACTED:email]': 1 }],
    [
      'an object of a class',
      {
        user: new (class {
          mail = 'jo@example.com';
        })(),
      },
      { user: { mail: '[REDACTED:email]' } },
    ],
  ];

  test.each(CASES)('removes %s', (_what, record, clean) => {
    const before = structuredClone(record);
    expect(redactor.attributes(record)).toEqual(clean);
    expect(structuredClone(record)).toEqual(before);
  });

  test.each(CASES)('has no more to do after %s', (_what, _record, clean) => {
    expect(redactor.attributes(clean)).toBe(clean);
  });

  test('returns the same object, with the same parts, where it finds nothing', () => {
    const record = {
      'http.route': '/items/:id',
      n: Number.NaN,
      none: undefined,
      nothing: null,
      yes: true,
      bytes: new Uint8Array([1, 2]),
      list: ['a', Number.NaN, null, { b: 1 }],
      token: '',
      password: null,
    };
    expect(redactor.attributes(record)).toBe(record);
  });

  test('copies only what it has to', () => {
    const untouched = { x: ['y'] };
    const clean = redactor.attributes({ untouched, mail: 'jo@example.com' });
    expect(clean.untouched).toBe(untouched);
  });

  test('removes what lies too deep to be looked into', () => {
    const text = JSON.stringify(redactor.attributes({ deep: nested(40, 'jo@example.com') }));
    expect(text).not.toContain('jo@');
    expect(text).toContain('REDACTED');
    const shallow = { a: nested(10, 'fine') };
    expect(redactor.attributes(shallow)).toBe(shallow);
  });

  test('is done with an object that holds itself many times', () => {
    const cyclic: Record<string, unknown> = { mail: 'jo@example.com' };
    for (let i = 0; i < 50; i++) cyclic[`self${i}`] = i % 2 === 0 ? cyclic : [cyclic, cyclic];
    const text = JSON.stringify(redactor.attributes({ cyclic }));
    expect(text).not.toContain('jo@');
    expect(text.length).toBeLessThan(10_000);
  });

  test('is done with one object behind many paths', () => {
    let shared: object = { mail: 'jo@example.com' };
    for (let i = 0; i < 12; i++)
      shared = Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`k${n}`, shared]));
    expect(JSON.stringify(redactor.attributes({ shared }))).not.toContain('jo@');
  });

  test('keeps a key named __proto__ a key', () => {
    const clean = redactor.attributes({
      body: JSON.parse('{"__proto__":{"mail":"jo@example.com"}}') as object,
    });
    expect(JSON.stringify(clean)).toBe('{"body":{"__proto__":{"mail":"[REDACTED:email]"}}}');
  });
});

describe('redactor.log', () => {
  test.each([
    ['a text', { body: 'jo@example.com' }, { body: '[REDACTED:email]' }],
    ['a map', { body: { user: { email: 'jo' } } }, { body: { user: { email: 'REDACTED' } } }],
    ['a list', { body: ['token=abc', 1] }, { body: ['token=[REDACTED:secret-assignment]', 1] }],
    ['attributes', { body: 1, attributes: { token: 'x' } }, { body: 1, attributes: { token: 'REDACTED' } }],
  ])('removes it from %s', (_what, record, clean) => {
    expect(redactor.log<{ body: unknown; attributes?: Record<string, unknown> }>(record)).toEqual(clean);
  });

  test.each([
    [{ body: 'x' }],
    [{ body: { a: ['b'] }, attributes: { c: 1 } }],
    [{ attributes: undefined }],
    [{}],
  ])('returns %j itself', (record) => {
    expect(redactor.log(record)).toBe(record);
  });
});

describe('redactor.text', () => {
  test('cuts what is too long to be searched', () => {
    const text = redactor.text(`${'x '.repeat(MAX_TEXT_LENGTH)}jo@example.com`);
    expect(text).toHaveLength(MAX_TEXT_LENGTH + 1);
    expect(redactor.text(text)).toBe(text);
  });

  test('works with the rules that it is given', () => {
    const onlyEmail = createRedactor({
      rules: Object.fromEntries(rules.flatMap(({ id }) => (id === 'email' ? [] : [[id, 'keep']]))),
    });
    expect(onlyEmail.text('jo@example.com token=abc')).toBe('[REDACTED:email] token=abc');
  });

  test('finds nothing new in what it has cleaned, whatever is mixed', () => {
    const random = createRandom(11);
    const parts = Object.values(ruleFacts).flatMap(({ vectors, ignores, collector }) => [
      ...vectors.map(([text]) => text),
      ...ignores,
      ...collector.patterns.flatMap((pattern) => samplesOf({ ...collector, pattern }, 30, random)),
    ]);
    const glue = ['', ' ', '&', '?', '=', ':', '/', '@', '"', ',', '%20', '\\"', '://', '#', '.', '-'];
    const texts = Array.from({ length: 3_000 }, () =>
      Array.from(
        { length: 1 + Math.floor(random() * 4) },
        () => pick(parts, random) + pick(glue, random),
      ).join(''),
    );
    for (const method of ['text', 'url'] as const) {
      const changing = texts
        .map((text) => ({ text, once: redactor[method](text) }))
        .map((each) => ({ method, ...each, twice: redactor[method](each.once) }))
        .filter(({ once, twice }) => once !== twice);
      expect(changing.slice(0, 5)).toEqual([]);
    }
  });
});

test('a statement is said in few words, without a value', () => {
  const statement = "SELECT name FROM users WHERE email = 'jo@example.com'";
  expect(summariseSql(statement, { system: 'postgresql' })).toEqual({
    operation: 'SELECT',
    collection: 'users',
    summary: 'SELECT users',
  });
  expect(summariseSql('jo wrote from home').summary).toBeUndefined();
});
