import { expect, test } from '@jest/globals';
import { expectPolicy } from '../../../src/core/redaction/expect-policy.ts';
import { createRedactor, type RedactionPolicy } from '../../../src/core/redaction/index.ts';

/** As JavaScript may pass it. */
const policyOf = (given: unknown): RedactionPolicy => given as RedactionPolicy;

test.each([
  [{ key: { deny: ['x'] } }, 'key is unknown; there are preset, rules, keys, custom, nationalIds, hashKey'],
  [
    { keys: { block: ['x'] } },
    'keys.block is unknown; there are allow, remove, deny, hash, partial, truncate',
  ],
  [{ keys: { deny: 'password' } }, 'keys.deny has to be a list of names'],
  [{ keys: { deny: [/x/] } }, 'keys.deny has to be a list of names'],
])('%j', (given, message) => {
  expect(() => createRedactor(policyOf(given))).toThrow(new TypeError(`redaction policy: ${message}`));
});

test.each<[RedactionPolicy]>([
  [{}],
  [{ preset: 'gdpr', rules: { email: 'hash' }, keys: { deny: ['x*'] }, hashKey: 'k'.repeat(32) }],
  [{ keys: { allow: [], truncate: ['city'] }, nationalIds: { countries: [] } }],
])('%j is a policy', (policy) => {
  expect(() => expectPolicy(policy)).not.toThrow();
});
