import { expect, test } from '@jest/globals';
import { effectivePolicy } from '../../../src/core/redaction/effective-policy.ts';

test('a preset allows nothing that the policy says something else of', () => {
  const { keys } = effectivePolicy({ preset: 'gdpr', keys: { deny: ['cloud.*'] } });
  expect(keys.slice(0, 2)).toEqual([
    { action: 'mask', names: ['cloud.*'] },
    { action: 'keep', names: ['binnacle.error.fingerprint'] },
  ]);
});

test('is the policy before its preset', () => {
  const { actions, keys } = effectivePolicy({
    preset: 'pci',
    rules: { email: 'hash', ticket: 'keep' },
    keys: { truncate: ['c'], deny: ['b'], allow: ['a'] },
    custom: [
      { id: 'ticket', pattern: 't', action: 'hash' },
      { id: 'employee', pattern: 'e' },
    ],
  });
  expect(actions).toEqual({
    'payment-card': 'partial',
    'track-data': 'remove',
    'private-ip': 'keep',
    email: 'hash',
    ticket: 'keep',
    employee: 'mask',
  });
  expect(keys.slice(0, 3)).toEqual([
    { action: 'keep', names: ['a'] },
    { action: 'mask', names: ['b'] },
    { action: 'truncate', names: ['c'] },
  ]);
  expect(keys.slice(3).map(({ action }) => action)).toEqual(['remove', 'mask', 'partial']);
});
