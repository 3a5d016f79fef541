import { describe, expect, test } from '@jest/globals';
import { applyPattern, collectorPatterns } from '../../../src/collector/generate/patterns.ts';
import { wantsHashKey } from '../../../src/core/redaction/effective-policy.ts';
import { createRedactor, type RedactionPolicy, rules } from '../../../src/core/redaction/index.ts';
import { REDACTION_ACTIONS } from '../../../src/core/redaction/policy.ts';
import { presetFacts } from '../../../src/core/redaction/preset-facts.generated.ts';
import { presets } from '../../../src/core/redaction/presets.generated.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';

const hashKey = 'a key of the tests, long enough';
const ids = new Set(rules.map(({ id }) => id));

describe.each(presets)('preset $id', (preset) => {
  const facts = presetFacts[preset.id];

  test('names rules that there are', () => {
    expect(Object.keys(preset.rules).filter((id) => !ids.has(id) && !NOT_YET.has(id))).toEqual([]);
  });

  test('says what it is, and where that is from', () => {
    expect(facts?.summary).toMatch(/^\S.*[^.\s]$/);
    expect(facts?.adds).toMatch(/^\S.*[^.\s]$/);
    for (const source of facts?.sources ?? ['']) expect(source).toMatch(/^https:\/\/\S+(?: \(.+\))?$/);
  });

  test('removes what every preset removes, and has no more to do after that', () => {
    const redactor = createRedactor({ preset: preset.id as never, hashKey });
    const record = {
      note: 'jo@example.com paid with 4111 1111 1111 1111',
      password: 'hunter2',
      'user.email': 'jo@example.com',
      'user.full_name': 'Jo Doe',
      card: 4_111_111_111_111_111,
      'url.full': 'https://h.test/?token=abc&to=jo@example.com',
    };
    const once = redactor.attributes(record);
    const text = JSON.stringify(once);
    for (const secret of ['jo@', 'hunter2', 'Jo Doe', '4111', 'abc']) expect(text).not.toContain(secret);
    expect(redactor.attributes(once)).toBe(once);
  });
});

/** Rules that presets name and that come with others. */
const NOT_YET: ReadonlySet<string> = new Set(['phone', 'private-ip']);

test('each preset does more than the default or says otherwise', () => {
  const record = {
    'user.id': 'u-1',
    'client.address': '10.1.2.3',
    'geo.postal_code': '90210',
    'patient.name': 'Jo Doe',
    cvv: 123,
    pan: '4111111111111111',
    'user_agent.original': 'curl/8',
  };
  const of = (preset: RedactionPolicy['preset']) =>
    createRedactor({ hashKey, ...(preset && { preset }) }).attributes(record);
  const named = { ...record, 'patient.name': 'REDACTED' };
  expect(of('balanced')).toEqual({ ...named, cvv: 'REDACTED', pan: '[REDACTED:payment-card]' });
  expect(of(undefined)).toEqual(of('balanced'));
  expect(of('strict')).toEqual({
    'user.id': 'REDACTED',
    'client.address': 'REDACTED',
    'geo.postal_code': 'REDACTED',
    'patient.name': 'REDACTED',
    cvv: 'REDACTED',
    pan: '[REDACTED:payment-card]',
    'user_agent.original': 'REDACTED',
  });
  expect(of('gdpr')).toMatchObject({
    'user.id': expect.stringMatching(/^\[HASHED:key_[0-9a-f]{16}\]$/),
    'geo.postal_code': '902…',
    'user_agent.original': 'REDACTED',
  });
  expect(of('hipaa')).toMatchObject({
    'user.id': 'REDACTED',
    'client.address': 'REDACTED',
    'geo.postal_code': '902…',
    'patient.name': 'REDACTED',
  });
  const { cvv: _, ...withoutCode } = named;
  expect(of('pci')).toEqual({ ...withoutCode, pan: '************1111' });
});

describe('actions', () => {
  const of = (email: (typeof REDACTION_ACTIONS)[number], key: string | undefined = hashKey) =>
    createRedactor({ rules: { email }, ...(key !== undefined && { hashKey: key }) });

  test.each([
    ['keep', 'mail jo@example.com now'],
    ['remove', 'mail  now'],
    ['mask', 'mail [REDACTED:email] now'],
    ['partial', 'mail **@******e.com now'],
    ['truncate', 'mail jo@… now'],
    ['hash', expect.stringMatching(/^mail \[HASHED:email_[0-9a-f]{16}\] now$/)],
  ] as const)('%s', (action, clean) => {
    expect(of(action).text('mail jo@example.com now')).toEqual(clean);
  });

  test('a hash is the same for the same value in any form and place, and another for another key', () => {
    const redactor = createRedactor({ rules: { email: 'hash' }, keys: { hash: ['user.email'] }, hashKey });
    const digitsOf = (text: unknown): string | undefined => /_([0-9a-f]{16})\]/.exec(String(text))?.[1];
    const one = digitsOf(redactor.text('jo@example.com'));
    expect(one).toBeDefined();
    expect(digitsOf(redactor.text('x JO@Example.com y'))).toBe(one);
    expect(digitsOf(redactor.text('a=jo%40example.com'))).toBe(one);
    expect(digitsOf(redactor.attributes({ 'user.email': 'jo@example.com' })['user.email'])).toBe(one);
    expect(digitsOf(redactor.text('jon@example.com'))).not.toBe(one);
    expect(digitsOf(of('hash', 'another key of the tests').text('jo@example.com'))).not.toBe(one);
  });

  test('without a key a hash is a mask', () => {
    const redactor = createRedactor({ rules: { email: 'hash' }, keys: { hash: ['user.id'] } });
    expect(redactor.text('jo@example.com')).toBe('[REDACTED:email]');
    expect(redactor.attributes({ 'user.id': 'u-1' })).toEqual({ 'user.id': 'REDACTED' });
  });

  test.each([
    [{}, false],
    [{ preset: 'gdpr' }, true],
    [{ preset: 'strict' }, false],
    [{ rules: { email: 'hash' } }, true],
    [{ keys: { hash: ['a'] } }, true],
    [{ custom: [{ id: 'a', pattern: 'a', action: 'hash' }] }, true],
  ] as const)('%j wants a key: %s', (policy, expected) => {
    expect(wantsHashKey(policy)).toBe(expected);
  });

  // What one process has cleaned another may see again, and so does the Collector.
  describe.each(REDACTION_ACTIONS.filter((action) => action !== 'keep'))(
    '%s on what every rule finds',
    (action) => {
      const redactor = createRedactor({
        rules: Object.fromEntries(rules.map(({ id }) => [id, action])),
        hashKey,
      });
      const vectors = Object.values(ruleFacts).flatMap((facts) => facts.vectors.map(([text]) => text));

      test.each(vectors)('has no more to do after %j', (text) => {
        const once = redactor.text(text);
        expect(redactor.text(once)).toBe(once);
      });

      test('leaves hashes and masks that the default policy and the Collector leave too', () => {
        if (action !== 'mask' && action !== 'hash') return;
        const patterns = collectorPatterns();
        for (const { id } of rules) {
          for (const digits of [
            '0123456789abcdef',
            '4111111111111111',
            'deadbeefdeadbeef',
            '1234567890123456',
          ]) {
            const mark = action === 'mask' ? `[REDACTED:${id}]` : `[HASHED:${id}_${digits}]`;
            for (const text of [mark, `a ${mark} b`, `x=${mark}&y=1`, `"n":"${mark}"`]) {
              expect(createRedactor().text(text)).toBe(text);
              for (const pattern of patterns)
                expect([pattern.id, applyPattern(text, pattern)]).toEqual([pattern.id, text]);
            }
          }
        }
      });
    },
  );
});

describe('keys', () => {
  const redactor = createRedactor({
    hashKey,
    keys: {
      allow: ['password_hint', 'contact'],
      remove: ['debug.*'],
      deny: ['employee_*', 'contact'],
      hash: ['order.id'],
      partial: ['account_no'],
      truncate: ['origin_ip'],
    },
  });

  test.each([
    ['allow', { passwordHint: 'my cat' }, { passwordHint: 'my cat' }],
    ['allow, before deny', { contact: 'jo@example.com' }, { contact: 'jo@example.com' }],
    ['remove', { 'debug.body': 'x', a: 1 }, { a: 1 }],
    [
      'deny',
      { employeeName: 'Jo', 'app.employee_id': 7 },
      { employeeName: 'REDACTED', 'app.employee_id': 'REDACTED' },
    ],
    ['partial', { account_no: ['DE12345678', 12345678] }, { account_no: ['******5678', '****5678'] }],
    ['truncate', { origin_ip: '203.0.113.9' }, { origin_ip: '203.0.113.0' }],
    [
      'nested keys',
      { app: { employee_id: 1, a: { b: 1 } } },
      { app: { employee_id: 'REDACTED', a: { b: 1 } } },
    ],
    ['a yes or no', { employee_left: true, password: false }, { employee_left: true, password: false }],
  ])('%s', (_what, record, clean) => {
    const once = redactor.attributes(record);
    expect(once).toEqual(clean);
    expect(redactor.attributes(once)).toEqual(once);
  });

  test('hash', () => {
    const clean = redactor.attributes({ 'order.id': 'o-1', orders: [{ order_id: 'o-1' }] });
    expect(clean['order.id']).toMatch(/^\[HASHED:key_[0-9a-f]{16}\]$/);
    expect(clean.orders).toEqual([{ order_id: clean['order.id'] }]);
    expect(redactor.attributes(clean)).toBe(clean);
  });

  test('headers', () => {
    expect(redactor.header('X-Employee-Id', '7')).toBe('7');
    expect(redactor.header('Employee-Id', '7')).toBe('REDACTED');
    expect(redactor.header('debug.trace', '7')).toBe('');
  });
});

test('rules of the policy itself are rules', () => {
  const redactor = createRedactor({
    custom: [
      { id: 'employee', pattern: 'EMP-\\d{6}' },
      { id: 'ticket', pattern: '\\bT-\\d{4,8}\\b', action: 'partial' },
    ],
    rules: { ticket: 'keep' },
  });
  expect(redactor.text('EMP-123456 on T-12345')).toBe('[REDACTED:employee] on T-12345');
  expect(() => createRedactor({ custom: [{ id: 'a', pattern: 'a+' }] })).toThrow('repetition without an end');
});
