import { expect, test } from '@jest/globals';
import { translate } from '../../src/node/translate.ts';

const vocabulary = {
  old: 'new',
  dropped: undefined,
  split: (value: unknown) => ({ 'split.a': String(value), 'split.b': 1 }),
};

test.each([
  [{ kept: 1 }, { kept: 1 }],
  [{ old: 'value' }, { new: 'value' }],
  [{ dropped: 'secret', kept: true }, { kept: true }],
  [{ split: 7 }, { 'split.a': '7', 'split.b': 1 }],
  [{ old: undefined }, {}],
  // A name of every object is none of the vocabulary.
  [{ constructor: 'a' }, { constructor: 'a' }],
])('%j becomes %j', (attributes, expected) => {
  expect(translate(vocabulary, attributes)).toEqual(expected);
});
