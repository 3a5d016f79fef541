import { expect, test } from '@jest/globals';
import { createRedactor, type RedactionPolicy } from '../../../src/core/redaction/index.ts';
import { ruleFacts } from '../../../src/core/redaction/rule-facts.generated.ts';
import { createRandom, pick } from '../random.ts';

const KEYS = [
  'note',
  'password',
  'user.id',
  'user.email',
  'url.full',
  'url.query',
  'db.query.text',
  'db.system.name',
  'db.query.parameter.0',
  'graphql.document',
  'process.command_args',
  'process.command_line',
  'client.address',
  'server.address',
  'card_number',
  'cvv',
  'http.request.header.referer',
  'http.request.header.cookie',
  'geo.postal_code',
  'jo@example.com',
  '__proto__',
  'debug.x',
  'employee_id',
  'account',
  'user',
  'name',
  '',
  'constructor',
];
const PLAIN = [
  'fine',
  '',
  'app --password hunter2 -u a:b',
  "SELECT 'x' FROM t WHERE a = 5",
  '{ a(b: "c") }',
  '203.0.113.9',
  'REDACTED',
  'a/b?token=1',
  'https://u:p@h.test/?to=jo@example.com#x=1',
  '90210',
  '[HASHED:key_0123456789abcdef]',
  '12345678',
  '…',
  '****5678',
];
const POLICIES: readonly RedactionPolicy[] = [
  {},
  { preset: 'strict' },
  { preset: 'gdpr' },
  { preset: 'hipaa' },
  { preset: 'pci' },
  { rules: { email: 'remove', 'secret-assignment': 'remove', 'payment-card': 'truncate' } },
  {
    rules: { email: 'partial', jwt: 'hash', 'url-password': 'partial' },
    keys: {
      allow: ['user'],
      remove: ['debug.*'],
      deny: ['employee_*'],
      hash: ['note'],
      partial: ['account'],
      truncate: ['name'],
    },
    custom: [{ id: 'own', pattern: '[a-z]{2,4}\\d{1,3}', action: 'hash' }],
  },
];

const texts = [...PLAIN, ...Object.values(ruleFacts).flatMap(({ vectors }) => vectors.map(([text]) => text))];

const anyValue = (depth: number, random: () => number): unknown => {
  const kind = Math.floor(random() * (depth > 0 ? 14 : 8));
  const list = (): unknown[] =>
    Array.from({ length: Math.floor(random() * 4) }, () => anyValue(depth - 1, random));
  if (kind < 4) return pick(texts, random);
  if (kind === 4)
    return pick([0, -1, 4_111_111_111_111_111, 1.5, Number.NaN, 4_111_111_111_111_111n], random);
  if (kind === 5) return pick([true, false, null, undefined], random);
  if (kind === 6) return new TextEncoder().encode(pick(texts, random));
  if (kind === 7) return new Date(0);
  if (kind === 8) return new Map(list().map((value) => [pick(KEYS, random), value]));
  if (kind === 9) return new Set(list());
  if (kind === 10) return Object.assign(new Error(pick(texts, random)), anyRecord(depth - 1, random));
  if (kind < 13) return list();
  return anyRecord(depth - 1, random);
};

const anyRecord = (depth: number, random: () => number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length: Math.floor(random() * 5) }, () => [pick(KEYS, random), anyValue(depth, random)]),
  );

test.each(POLICIES.map((policy, seed) => [JSON.stringify(policy), policy, seed] as const))(
  'any record is the same when it is cleaned again: %s',
  (_name, policy, seed) => {
    const redactor = createRedactor({ ...policy, hashKey: 'a key of the tests, long enough' });
    const random = createRandom(seed + 20);
    for (let i = 0; i < 1_500; i++) {
      const record = anyRecord(3, random);
      const once = redactor.attributes(record);
      expect(redactor.attributes(once)).toBe(once);
      // Another process knows nothing of the first one.
      const { body } = redactor.log({ body: once });
      expect(body).toBe(once);
    }
  },
);

const EMAIL = 'jo@example.com';
const NO_TEXTS: readonly (readonly [what: string, value: unknown, clean: unknown])[] = [
  ['nothing', undefined, undefined],
  ['null', null, null],
  ['a number', 7, 7],
  ['the number of a card', 4_111_111_111_111_111, '[REDACTED:payment-card]'],
  ['a list of cookies', [EMAIL, 'a'], ['[REDACTED:email]', 'a']],
  ['a map', { a: { b: EMAIL } }, { a: { b: '[REDACTED:email]' } }],
  ['a text in a box', Object(EMAIL), '[REDACTED:email]'],
  ['bytes', new TextEncoder().encode(EMAIL), 'REDACTED'],
];

test.each(NO_TEXTS)('%s in the place of a text is cleaned as a value', (_what, value, clean) => {
  const redactor = createRedactor();
  const given = value as string;
  const all = [
    redactor.text(given),
    redactor.url(given),
    redactor.sql(given),
    redactor.header('x-note', given),
  ];
  expect(all).toEqual([clean, clean, clean, clean]);
  expect(redactor.attributes({ note: value })).toEqual({ note: clean });
  expect(redactor.log({ body: value }).body).toEqual(clean);
});
