import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { renderCollectorConfig } from '../../src/collector/index.ts';
import type { RedactionPolicy } from '../../src/core/redaction/policy.ts';
import { requireServer } from '../backends/find-server.ts';
import { logsRequest, plainRecord, plainValue, tracesRequest } from './otlp-request.ts';
import { type RedactingCollector, startRedactingCollector } from './redacting-collector.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

const HASH_KEY = '0123456789abcdef0123456789abcdef';
const hashOf = (value: string): string =>
  createHmac('sha256', HASH_KEY).update(value).digest('hex').slice(0, 16);

interface Case {
  readonly policy: RedactionPolicy;
  readonly attributes: readonly (readonly [
    input: Record<string, unknown>,
    expected: Record<string, unknown>,
  ])[];
  readonly bodies: readonly (readonly [input: unknown, expected: unknown])[];
  /** The name of a span. */
  readonly names: readonly (readonly [input: string, expected: string])[];
}

const CARD = '4111 1111 1111 1111';

const CASES: Readonly<Record<string, Case>> = {
  remove: {
    policy: { rules: { email: 'remove', 'secret-assignment': 'remove' } },
    attributes: [[{ note: 'to jo@example.com, token=abc&x=1' }, { note: 'to , token=&x=1' }]],
    bodies: [[{ a: ['to jo@example.com'] }, { a: ['to '] }]],
    names: [['GET jo@example.com', 'GET ']],
  },
  keep: {
    policy: { rules: { email: 'keep' } },
    attributes: [[{ note: `jo@example.com ${CARD}` }, { note: 'jo@example.com [REDACTED:payment-card]' }]],
    bodies: [[{ a: ['to jo@example.com'] }, { a: ['to jo@example.com'] }]],
    names: [['GET jo@example.com', 'GET jo@example.com']],
  },
  partial: {
    policy: { rules: { 'payment-card': 'partial', email: 'partial' } },
    attributes: [
      [{ note: `card ${CARD}, jo@ab.cd` }, { note: 'card ****1111, ****cd' }],
      [
        { note: 'x', n: 7 },
        { note: 'x', n: 7 },
      ],
    ],
    bodies: [
      [`card ${CARD}`, 'card ****1111'],
      [{ a: CARD }, { a: '****1111' }],
    ],
    names: [[`pay ${CARD}`, 'pay ****1111']],
  },
  truncate: {
    policy: { rules: { email: 'truncate', jwt: 'truncate' } },
    attributes: [[{ note: 'to jo@example.com' }, { note: 'to jo@…' }]],
    bodies: [[['jo@example.com'], ['jo@…']]],
    names: [['to jo@example.com', 'to jo@…']],
  },
  hash: {
    policy: { rules: { email: 'hash', 'payment-card': 'hash' } },
    attributes: [
      [{ note: 'to jo@example.com!' }, { note: `to [HASHED:email_${hashOf('jo@example.com')}]!` }],
      // The pattern has text that stays, which the processor that hashes does not know.
      [
        { note: CARD, password: 'jo@example.com' },
        { note: '[REDACTED:payment-card]', password: 'REDACTED' },
      ],
      [
        { note: 'a', n: 1 },
        { note: 'a', n: 1 },
      ],
    ],
    bodies: [
      ['jo@example.com', `[HASHED:email_${hashOf('jo@example.com')}]`],
      [
        { a: ['jo@example.com'], b: 'c' },
        { a: [`[HASHED:email_${hashOf('jo@example.com')}]`], b: 'c' },
      ],
      [{ a: 7 }, { a: 7 }],
    ],
    names: [['GET jo@example.com', `GET [HASHED:email_${hashOf('jo@example.com')}]`]],
  },
  'lists of keys': {
    policy: { keys: { allow: ['app.token', 'mail*'], deny: ['app.*'], hash: ['user.id', '*.hashed'] } },
    attributes: [
      [
        {
          'app.token': 'abc',
          'App.Tenant': 'north',
          'app.n': 7,
          mail_to: 'jo@example.com',
          other: 'jo@example.com',
        },
        {
          'app.token': 'abc',
          'App.Tenant': 'REDACTED',
          'app.n': 'REDACTED',
          mail_to: 'jo@example.com',
          other: '[REDACTED:email]',
        },
      ],
      [
        { 'user.id': 'u-1', 'x.hashed': 'y' },
        { 'user.id': `[HASHED:key_${hashOf('u-1')}]`, 'x.hashed': `[HASHED:key_${hashOf('y')}]` },
      ],
    ],
    bodies: [
      [
        { 'app.x': 'a', b: 'c' },
        { 'app.x': 'REDACTED', b: 'c' },
      ],
    ],
    names: [['app', 'app']],
  },
  'values of all kinds under listed keys': {
    policy: {
      keys: { hash: ['who*', 'employeeId'], partial: ['part*'], truncate: ['cut*'], allow: ['who_is_it'] },
    },
    attributes: [
      // A hash of nothing would be the same for all of them.
      [
        { who_a: 17, who_b: 18, who_c: 1.5, employee_id: 'e' },
        {
          who_a: `[HASHED:key_${hashOf('17')}]`,
          who_b: `[HASHED:key_${hashOf('18')}]`,
          who_c: `[HASHED:key_${hashOf('1.5')}]`,
          employee_id: `[HASHED:key_${hashOf('e')}]`,
        },
      ],
      [
        { who: 'a\nb', who_is_it: 'jo' },
        { who: `[HASHED:key_${hashOf('a')}]`, who_is_it: 'jo' },
      ],
      [
        { part_a: 'äöüß', part_b: '12345', part_c: '12345678', part_d: 'x' },
        { part_a: '****', part_b: '****45', part_c: '****5678', part_d: '****' },
      ],
      [
        { cut_a: '1010', cut_b: 'äöüß', cut_c: '101', cut_d: '101…' },
        { cut_a: '101…', cut_b: 'äöü…', cut_c: '101', cut_d: '101…' },
      ],
    ],
    bodies: [
      [
        { who: 17, part: 'abcdefgh', cut: '1010', n: 'x' },
        { who: 'REDACTED', part: 'REDACTED', cut: 'REDACTED', n: 'x' },
      ],
    ],
    names: [['who', 'who']],
  },
  'parameters with listed names': {
    policy: {
      keys: { deny: ['emp_*'], remove: ['debug'], hash: ['uid'], partial: ['acct'], truncate: ['plz'] },
    },
    attributes: [
      [
        { 'url.full': 'https://h.test/a?emp_id=E1&page=2&debug=v&uid=u1&acct=12345678&plz=10115&x=1' },
        {
          'url.full':
            'https://h.test/a?emp_id=REDACTED&page=2&debug=REDACTED&uid=REDACTED&acct=REDACTED&plz=REDACTED&x=1',
        },
      ],
    ],
    bodies: [['x', 'x']],
    names: [['x', 'x']],
  },
  'the preset pci': {
    policy: { preset: 'pci' },
    attributes: [
      [{ note: 'x %B4111111111111111^DOE/JO^25121010000000000?', track2: 'x' }, { note: 'x %?' }],
      [
        { pan: 4_111_111_111_111_111, cvv: 123, emv: ';4111111111111111=25121010000000000?' },
        { pan: '****1111', emv: ';?' },
      ],
    ],
    bodies: [
      [
        { cvv: '123', card: [CARD] },
        { cvv: 'REDACTED', card: ['****1111'] },
      ],
    ],
    names: [[`pay ${CARD}`, 'pay ****1111']],
  },
  'the preset gdpr': {
    policy: { preset: 'gdpr', keys: { hash: ['binnacle.error.fingerprint'] } },
    attributes: [
      [
        { userId: 17, 'cloud.account.id': '123456789012', 'url.query': 'user_id=u1&x=1', city: 'Rome' },
        {
          userId: `[HASHED:key_${hashOf('17')}]`,
          'cloud.account.id': '123456789012',
          'url.query': 'user_id=REDACTED&x=1',
          city: 'REDACTED',
        },
      ],
      // What the policy says goes before what the preset allows.
      [
        { 'binnacle.error.fingerprint': 'f1' },
        { 'binnacle.error.fingerprint': `[HASHED:key_${hashOf('f1')}]` },
      ],
    ],
    bodies: [
      [
        { 'user.id': 'u1', 'binnacle.error.fingerprint': 'f1' },
        { 'user.id': 'REDACTED', 'binnacle.error.fingerprint': 'REDACTED' },
      ],
    ],
    names: [['GET jo@example.com', `GET [HASHED:email_${hashOf('jo@example.com')}]`]],
  },
};

describe.each(Object.entries(CASES))('%s', (_name, { policy, attributes, bodies, names }) => {
  const suite = withCollector;
  suite('in the real Collector', () => {
    let collector: RedactingCollector;
    beforeAll(async () => {
      collector = await startRedactingCollector(binary ?? '', {
        config: renderCollectorConfig(policy),
        env: { BINNACLE_REDACTION_HASH_KEY: HASH_KEY },
      });
    }, 60_000);
    afterAll(() => collector?.stop());

    const spanOf = async (span: Parameters<typeof tracesRequest>[0]) =>
      JSON.parse(await collector.pass('traces', tracesRequest(span))).resourceSpans[0].scopeSpans[0].spans[0];

    test.each(attributes)('attributes %j', async (input, expected) => {
      const span = await spanOf({ name: 'test', attributes: input });
      expect(plainRecord(span.attributes)).toEqual(expected);
    });

    test.each(bodies)('a body %j', async (input, expected) => {
      const output = await collector.pass('logs', logsRequest([{ body: input }]));
      const [record] = JSON.parse(output).resourceLogs[0].scopeLogs[0].logRecords;
      expect(plainValue(record.body)).toEqual(expected);
      expect(record.attributes).toBeUndefined();
    });

    test.each(names)('a name %j', async (input, expected) => {
      const span = await spanOf({ name: input, message: input });
      expect([span.name, span.status.message]).toEqual([expected, expected]);
    });
  });
});
