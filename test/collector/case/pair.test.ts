import { expect, test } from '@jest/globals';
import { pairUp } from '../../../src/collector/case/check/pair.ts';

test.each([
  ['the first choice is given up for another', [[0, 1], [0]], [1, 0]],
  ['over two steps', [[0, 1], [0, 2], [0]], [1, 2, 0]],
  ['as many as can be', [[0], [0]], [0, undefined]],
  ['nothing fits', [[], [0]], [undefined, 0]],
  ['none', [], []],
])('%s', (_title, fits, partners) => {
  expect(pairUp(fits)).toEqual(partners);
});
