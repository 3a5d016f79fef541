import { describe, expect, test } from '@jest/globals';
import { isIncluded, matchesWildcard } from '../../src/core/wildcard.ts';

describe('matchesWildcard', () => {
  test.each([
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['a', 'A', false],
    ['a.c', 'abc', false],
    ['a?c', 'abc', true],
    ['a*', 'a', true],
    ['*c', 'abc', true],
    ['*b*', 'abc', true],
    ['a*b*c', 'axxbxxc', true],
    ['a*b*c', 'axxcxxb', false],
    ['**', 'x', true],
    ['*a', 'aab', false],
  ])('%j and %j: %j', (pattern, text, matches) => {
    expect(matchesWildcard(pattern, text)).toBe(matches);
  });

  test('many stars end', () => {
    expect(matchesWildcard(`${'*a'.repeat(50)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});

test.each([
  [undefined, undefined, true],
  [['a*'], undefined, true],
  [['b*'], undefined, false],
  [undefined, ['*b'], false],
  [['a*'], ['*b'], false],
])('included %j, excluded %j', (included, excluded, is) => {
  expect(isIncluded({ included, excluded }, 'ab')).toBe(is);
});
