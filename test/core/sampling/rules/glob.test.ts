import { expect, test } from '@jest/globals';
import { createGlob } from '../../../../src/core/sampling/rules/glob.ts';

test.each([
  ['/health', '/health', true],
  ['/health', '/health/', false],
  ['/health', '/healthy', false],
  ['/health*', '/healthy', true],
  ['/health*', '/health', true],
  ['/api/*', '/api/a/b', true],
  ['/api/*', '/api', false],
  ['*/health', '/a/health', true],
  ['*/health', '/a/healthy', false],
  ['/users/*/orders', '/users/7/orders', true],
  ['/users/*/orders', '/users/orders', false],
  ['/a*a', '/a', false],
  ['/a*a', '/aa', true],
  ['*a*b*', 'xxaxxbxx', true],
  ['*a*b*', 'xxbxxaxx', false],
  ['a*b*c', 'abbbc', true],
  ['a*b*c', 'ac', false],
  ['ab*ba', 'aba', false],
  ['**', '', true],
  ['*', 'anything', true],
  ['', '', true],
  ['', 'a', false],
  // Nothing but the asterisk is special.
  ['/a.c', '/abc', false],
  ['/a(b', '/a(b', true],
])('%j against %j: %j', (pattern, text, matches) => {
  expect(createGlob(pattern)(text)).toBe(matches);
});

test('a long text and many asterisks end', () => {
  const matches = createGlob(`${'a*'.repeat(1_000)}b`);
  expect(matches('a'.repeat(100_000))).toBe(false);
});
