import { describe, expect, test } from '@jest/globals';
import { isReserved, keyword, keywordAt, keywordSet } from '../../../../src/core/database/sql/keywords.ts';

const at = (text: string): number => keywordAt(`x ${text} y`, 2, 2 + text.length);

describe('keywordAt', () => {
  test.each(['select', 'IN', 'Values', 'identified', 'STDIN', 'union'])('knows %s', (word) => {
    expect(at(word)).toBe(keyword(word.toLowerCase()));
  });

  test.each(['selects', 'selec', 'sElEcD', 'users', 'i', 'id', 'é', 'va1ues', 'x'.repeat(40)])(
    'not %s',
    (word) => {
      expect(at(word)).toBe(0);
    },
  );
});

test('reserved words are no names, those that tell something may be', () => {
  expect(isReserved(keyword('select'))).toBe(true);
  expect(isReserved(keyword('password'))).toBe(false);
  expect(isReserved(0)).toBe(false);
});

test('a set of words knows its own', () => {
  const set = keywordSet('in values');
  expect([...set].filter(Boolean)).toHaveLength(2);
  expect(set[keyword('in')]).toBe(1);
  expect(() => keywordSet('users')).toThrow('users');
});
