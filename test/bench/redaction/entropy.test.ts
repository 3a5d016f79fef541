import { expect, test } from '@jest/globals';
import { ENTROPY_GROUPS, entropyOf, measureEntropy } from '../../../bench/redaction/entropy.ts';
import { isRandom } from '../../../src/core/redaction/entropy.ts';

test.each([
  ['aaaa', 0],
  ['abab', 1],
  ['abcd', 2],
  ['0123456789abcdef', 4],
])('the entropy of %s is %d bits', (text, bits) => {
  expect(entropyOf(text)).toBe(bits);
});

test.each([
  ['0123456789abcdef0123456789abcdef', false],
  ['learn-something-quite-long-and-more-of-it', false],
  ['QwErTyUiOpAsDfGhJkLzXcVbNmqWeRtYuIoPaSdFgHjKlZxC', true],
])('whether %s is random: %p, wherever it stands', (text, expected) => {
  expect(isRandom(text, 0, text.length)).toBe(expected);
  expect(isRandom(`in ${text} of`, 3, 3 + text.length)).toBe(expected);
});

const found = (group: keyof typeof ENTROPY_GROUPS): readonly number[] =>
  measureEntropy(ENTROPY_GROUPS[group], 1_000).map(({ engine }) => engine);

test('behind a prefix that is a word, keys are found, and no words are', () => {
  // By digits alone it is 990 and 981.
  expect(Math.min(...found('keys behind a prefix that is a word'))).toBeGreaterThanOrEqual(998);
  expect(found('words behind such a prefix')).toEqual([0, 0]);
});

test('nothing that is harmless is taken for random', () => {
  expect(found('harmless values').every((count) => count === 0)).toBe(true);
});
