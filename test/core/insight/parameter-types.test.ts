import { expect, test } from '@jest/globals';
import { parameterTypes } from '../../../src/core/insight/parameter-types.ts';

test('tells what kind of values there are, and none of them', () => {
  const values = [1, 1.5, 'a', null, undefined, true, 1n, new Date(), Buffer.from('a'), [1], { a: 1 }];
  expect(parameterTypes(values)).toEqual(
    'integer double string null null boolean bigint date bytes array object'.split(' '),
  );
  expect(parameterTypes(new Array(1_000).fill('x'))).toHaveLength(50);
});
