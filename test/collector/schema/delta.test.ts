import { expect, test } from '@jest/globals';
import { applyDelta, createDelta } from '../../../src/collector/schema/delta.ts';

test.each([
  ['nothing', { a: 1 }, { a: 1 }],
  ['a value', { a: 1, b: 2 }, { a: 1, b: 3 }],
  ['a new key', { a: 1 }, { a: 1, b: null }],
  ['a key that is gone', { a: 1, b: { c: 1 } }, { a: 1 }],
  ['a key inside', { a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1, d: 3 } } }],
  ['a list, as a whole', { a: [1, 2] }, { a: [1] }],
  ['an object in the place of a list', { a: [1] }, { a: { b: 1 } }],
  ['null in the place of an object', { a: { b: 1 } }, { a: null }],
  ['a key that is 0', { a: 1 }, { a: 0 }],
])('%s is put back', (_, base, target) => {
  const delta = createDelta(base, target);
  expect(applyDelta(base, delta && JSON.parse(JSON.stringify(delta)))).toEqual(target);
});

test('what is the same is not written', () => {
  expect(createDelta({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 2 } })).toBeUndefined();
  expect(createDelta({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 2, d: 4 } })).toEqual({ b: { d: [4] } });
});
