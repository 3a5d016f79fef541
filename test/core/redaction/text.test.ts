import { describe, expect, test } from '@jest/globals';
import type { RedactionRule } from '../../../src/core/redaction/rule.ts';
import { rules } from '../../../src/core/redaction/rules.generated.ts';
import { createTextRedactor, MAX_TEXT_LENGTH, masked } from '../../../src/core/redaction/text.ts';
import { createRandom, randomHex } from '../random.ts';

/** Finds a fixed text. */
const finds = (id: string, what: string, more: Partial<RedactionRule> = {}): RedactionRule => ({
  id,
  triggers: what[0] as string,
  find(text, at, found) {
    found.start = at;
    found.end = at + what.length;
    return text.startsWith(what, at);
  },
  ...more,
});

/** Finds what stands around a sign, as an e-mail address does. */
const around = (id: string, sign: string, before: number, behind: number): RedactionRule => ({
  id,
  triggers: sign,
  find(_text, at, found) {
    found.start = at - before;
    found.end = at + 1 + behind;
    return found.start >= 0;
  },
});

const isAddress: RedactionRule['find'] = (text, at, found) => {
  found.start = at - 4;
  found.end = at + 5;
  return text.startsWith('user@host', at - 4);
};

const cleaned = (rules: readonly RedactionRule[], text: string): string =>
  createTextRedactor(rules.map(masked))(text);

describe('of finds that overlap', () => {
  const CASES: readonly (readonly [
    what: string,
    rules: readonly RedactionRule[],
    text: string,
    clean: string,
  ])[] = [
    ['the longest wins at a place', [finds('a', 'ab'), finds('b', 'abc')], 'xabcx', 'x[REDACTED:b]x'],
    ['whichever comes first', [finds('b', 'abc'), finds('a', 'ab')], 'xabcx', 'x[REDACTED:b]x'],
    ['the first of equal ones', [finds('a', 'ab'), finds('b', 'ab')], 'abx', '[REDACTED:a]x'],
    [
      'a later one swallows what it reaches back to',
      [finds('a', 'ab'), around('b', '@', 4, 4)],
      'x-ab-@1234y',
      'x[REDACTED:b]y',
    ],
    ['all of both goes', [finds('a', 'abcdef'), finds('b', 'fg')], 'xabcdefgx', 'x[REDACTED:a]x'],
    [
      'all of three goes',
      [finds('a', 'abc'), finds('b', 'cdefg'), finds('c', 'gh')],
      'xabcdefghx',
      'x[REDACTED:b]x',
    ],
    ['what lies inside goes', [finds('a', 'abcdef'), finds('b', 'cd')], 'xabcdefx', 'x[REDACTED:a]x'],
    [
      'two before and behind one place stay two',
      [around('a', '@', 1, -1), finds('b', '@b')],
      'xa@bx',
      'x[REDACTED:a][REDACTED:b]x',
    ],
    ['adjacent ones stay two', [finds('a', 'ab'), finds('b', 'cd')], 'xabcdx', 'x[REDACTED:a][REDACTED:b]x'],
    [
      'what begins at its end goes',
      [finds('a', 'DE89'), finds('b', '89 3704')],
      'DE89 3704 x',
      '[REDACTED:b] x',
    ],
    [
      'the unit that ends one makes no other',
      [finds('a', 'user', { endedByNext: true }), finds('b', '@', { find: isAddress })],
      'user@host',
      '[REDACTED:a]@host',
    ],
  ];
  test.each(CASES)('%s', (_what, rules, text, clean) => {
    expect(cleaned(rules, text)).toBe(clean);
  });
});

describe('what a removal bares', () => {
  test('goes as well', () => {
    expect(cleaned([finds('a', 'secret'), finds('b', '123', { startsWord: true })], 'secret123')).toBe(
      '[REDACTED:a][REDACTED:b]',
    );
  });

  test('goes as well where nothing takes its place', () => {
    const redact = createTextRedactor([{ rule: finds('a', 'ab'), replace: () => '' }]);
    expect(redact('xaabbx aababbx')).toBe('xx x');
  });

  test('takes the whole text with it where there is no end of it', () => {
    const redact = createTextRedactor([{ rule: finds('a', 'a'), replace: () => 'aa' }]);
    expect(redact('xax')).toBe('REDACTED');
  });
});

describe('marks', () => {
  const rules = [finds('a', 'email'), finds('b', '[REDACTED:email]'), finds('c', '"[REDACTED:email]x"')];
  test.each([
    ['stay as they are', 'is [REDACTED:email].', 'is [REDACTED:email].'],
    ['of a hash too', 'is [HASHED:email_0011aaff].', 'is [HASHED:email_0011aaff].'],
    ['go with what is around them', '"[REDACTED:email]x"', '[REDACTED:c]'],
    ['are none without their end', '[REDACTED:email', '[REDACTED:[REDACTED:a]'],
    ['are none with anything in them', '[REDACTED:email of x]', '[REDACTED:[REDACTED:a] of x]'],
  ])('%s', (_what, text, clean) => {
    expect(cleaned([...rules, finds('d', '"', { startsWord: true, find: () => false })], text)).toBe(clean);
  });
});

describe('encoded forms', () => {
  const secret = finds('s', 'to: <x@y>', { startsWord: true });
  const clean = createTextRedactor([masked(secret)]);
  const base64 = btoa('{"a":"to: <x@y>"}');
  test.each([
    ['URL-encoded', 'a to%3A%20%3Cx%40y%3E b', 'a [REDACTED:s] b'],
    ['URL-encoded twice', 'a to%253A%2520%253Cx%2540y%253E b', 'a [REDACTED:s] b'],
    ['URL-encoded three times, in part', 'a to:%252520<x%40y> b', 'a [REDACTED:s] b'],
    ['with each sign encoded again', 'a to:%25%32%30<x@y> b', 'a [REDACTED:s] b'],
    ['in a form', 'POST a=1&b=to%3a+%3cx%40y%3e&c=2', 'POST a=1&b=to%3a+%3cx%40y%3e&c=2'],
    ['JSON escapes', String.raw`{"a":"to: \u003cx\u0040y\u003E"}`, '{"a":"[REDACTED:s]"}'],
    ['JSON in JSON', String.raw`"{\"a\":\"to: \\u003cx\\u0040y>\"}"`, String.raw`"{\"a\":\"[REDACTED:s]\"}"`],
    ['behind a line feed of JSON', String.raw`"a\nto: <x@y>"`, String.raw`"a\n[REDACTED:s]"`],
    ['base64', `a ${base64} b`, 'a [REDACTED:s] b'],
    ['base64url', `a=${base64.replaceAll('=', '')}&b=1`, 'a=[REDACTED:s]&b=1'],
    ['base64 of base64', `a ${btoa(`see ${base64}`)} b`, 'a [REDACTED:s] b'],
    ['base64 of what is URL-encoded', `a ${btoa('to: %3Cx%40y%3E')} b`, 'a [REDACTED:s] b'],
    ['base64 that is URL-encoded', `a ${encodeURIComponent(base64)} b`, 'a [REDACTED:s] b'],
    [
      'base64 with other bytes behind the text',
      `a ${btoa(`to: <x@y> etc \0\x01\xff`)} b`,
      'a [REDACTED:s] b',
    ],
    ['base64 in a path', `/a/${base64}/b`, '/a/[REDACTED:s]/b'],
  ])('%s', (_what, text, expected) => {
    expect(clean(text)).toBe(expected);
    expect(clean(expected)).toBe(expected);
  });

  test('of a number in a form, whose spaces are plus signs', () => {
    const redact = createTextRedactor([masked(finds('n', '12 345 6789'))]);
    expect(redact('POST a=12+345+6789&b=1')).toBe('POST a=[REDACTED:n]&b=1');
    expect(redact('12+345')).toBe('12+345');
  });

  test('give what was found to the action', () => {
    const values: string[] = [];
    const replace = (value: string) => {
      values.push(value);
      return '*';
    };
    const redact = createTextRedactor([{ rule: secret, replace }]);
    for (const text of ['to: <x@y>', 'to%3A%20%3Cx@y%3E', base64]) expect(redact(text)).toBe('*');
    expect(values).toEqual(['to: <x@y>', 'to: <x@y>', 'to: <x@y>']);
  });

  test.each([
    '%',
    '%4',
    '%zz',
    '%u0040',
    String.raw`\u00`,
    String.raw`C:\new\table\user`,
    '4bf92f3577b34da6a3ce929d0e0e4736',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '6e2b6f5e-9a3c-4f5e-8d2a-1f0c9b8a7d6e',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    'InternationalizationOfEverything',
    '/api/internal/Users/ByOrganisationName',
  ])('leave %j', (text) => {
    expect(clean(text)).toBe(text);
  });
});

describe('a text that is too long', () => {
  const secret = '5up3r-s3cr3t-'.repeat(20);
  const redact = createTextRedactor([masked(finds('s', secret)), masked(around('m', '@', 20, 20))]);

  test.each([1, 100, 259])(
    'is cut so that of a secret that lies %i units before the cut nothing stays',
    (before) => {
      const text = redact('x'.repeat(MAX_TEXT_LENGTH - before) + secret + 'y'.repeat(MAX_TEXT_LENGTH));
      expect(text).not.toContain('5up3r');
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH + 1);
      expect(text.endsWith('…')).toBe(true);
      expect(redact(text)).toBe(text);
    },
  );

  test('hides what is known by what comes behind the cut', () => {
    const text = redact(`${'x'.repeat(MAX_TEXT_LENGTH - 10)}1234567890@${'y'.repeat(MAX_TEXT_LENGTH)}`);
    expect(text).not.toContain('123');
  });

  test('does not grow by marks', () => {
    const text = redact(`${secret} `.repeat(10) + '@'.padStart(30).repeat(3_000));
    expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH + 1);
    expect(redact(text)).toBe(text);
  });

  test('keeps characters whole', () => {
    const text = redact(`x${'😀'.repeat(MAX_TEXT_LENGTH)}`);
    expect(text.isWellFormed()).toBe(true);
    expect(redact(text)).toBe(text);
  });

  test('stays the same where it is not', () => {
    const text = 'x'.repeat(MAX_TEXT_LENGTH);
    expect(redact(text)).toBe(text);
    expect(redact(`${text}…`)).toBe(`${text}…`);
    expect(redact(`${text}y`)).toBe(`${text}…`);
  });
});

test('tells texts apart that look alike to its memory of clean ones', () => {
  const redact = createTextRedactor([masked(finds('s', 'secret'))]);
  const text = (word: string) => `a text of some length with the word ${word} in the midst of other words`;
  for (let i = 0; i < 3; i++) {
    expect(redact(text('simple'))).toBe(text('simple'));
    expect(redact(text('secret'))).toBe(text('[REDACTED:s]'));
  }
});

describe('identifiers', () => {
  const random = createRandom(5);
  const uuid = (): string => [8, 4, 4, 4, 12].map((length) => randomHex(length, random)).join('-');
  const redact = createTextRedactor(rules.map(masked));

  test('a UUID is none of the numbers that it may read like', () => {
    const texts = Array.from(
      { length: 20_000 },
      () => `{"id":"${uuid()}"} ${uuid().toUpperCase()} x-${uuid()}`,
    );
    expect(texts.filter((text) => redact(text) !== text)).toEqual([]);
  });

  test('what is longer than a UUID, or given to a name of a secret, is looked at', () => {
    const id = '41111111-1111-4111-8111-111111111111';
    expect(redact(`token=${id}`)).toBe('token=[REDACTED:secret-assignment]');
    expect(redact('4111-1111-1111-1111')).toBe('[REDACTED:payment-card]');
    expect(redact(`${id} 4111 1111 1111 1111`)).toBe(`${id} [REDACTED:payment-card]`);
  });
});
