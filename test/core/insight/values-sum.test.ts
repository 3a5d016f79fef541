import { describe, expect, test } from '@jest/globals';
import { sumOfValues } from '../../../src/core/insight/values-sum.ts';

describe('values', () => {
  test.each<readonly [string, () => readonly unknown[]]>([
    ['none', () => []],
    ['a number', () => [7]],
    ['of all kinds', () => [1, 'a', null, undefined, true, 5n, new Date(0)]],
  ])('that are the same have the same sum: %s', (_what, create) => {
    expect(sumOfValues(create())).toBeDefined();
    expect(sumOfValues(create())).toBe(sumOfValues(create()));
  });

  test('that differ have different ones', () => {
    const different: readonly (readonly unknown[])[] = [
      [],
      [''],
      [1],
      ['1'],
      [1n],
      [null],
      ['null'],
      [true],
      [new Date(1)],
      [1, 2],
      [2, 1],
      [12],
      ['1', '2'],
      ['12', ''],
      ['a', 'b'],
      ['ab', ''],
      ...Array.from({ length: 1_000 }, (_, id) => [`user ${id}`]),
    ];
    expect(new Set(different.map(sumOfValues)).size).toBe(different.length);
  });

  test.each<readonly [string, readonly unknown[]]>([
    ['an object', [{ id: 1 }]],
    ['an array', [[1, 2]]],
    ['bytes', [new Uint8Array(8)]],
    ['a long text', ['x'.repeat(257)]],
    ['many', Array.from({ length: 33 }, () => 1)],
    ['a symbol', [Symbol('a')]],
    ['what throws when it is read', [{ toString: () => expect(1).toBe(2) }]],
  ])('that are not compared have none: %s', (_what, values) => {
    expect(sumOfValues(values)).toBeUndefined();
  });
});
