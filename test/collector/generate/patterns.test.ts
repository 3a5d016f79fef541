import { expect, test } from '@jest/globals';
import { goPattern, withFound } from '../../../src/collector/generate/patterns.ts';

test.each([
  ['a{3,9}', false, 'a{3,9}'],
  ['a{8,4096}', true, '(?i)a{8,}'],
  ['a{1,64}b{0,255}', false, 'a+b*'],
])('Go has for %s', (pattern, ignoreCase, expected) => {
  expect(goPattern({ pattern, ignoreCase })).toBe(expected);
});

test.each([
  ['abc', '(?<found>abc)'],
  ['a|b', '(?<found>a|b)'],
  ['(?<keep>^|[(|])abc', '(?<keep>^|[(|])(?<found>abc)'],
  ['(?<keep>://(?:a))b(?:c|d)(?<keepAfter>@)', '(?<keep>://(?:a))(?<found>b(?:c|d))(?<keepAfter>@)'],
  ['a(?<keepAfter>\\)|])', '(?<found>a)(?<keepAfter>\\)|])'],
  ['a(?<keep>b)c', undefined],
  ['(?<keep>a)b|c', undefined],
  ['a(?<keepAfter>b)c', undefined],
])('what %s finds is in a group', (pattern, expected) => {
  expect(withFound(pattern)).toBe(expected);
});
