import { expect, test } from '@jest/globals';
import { faultOfGlob } from '../../../src/collector/ottl/glob.ts';
import { faultOfRegexp } from '../../../src/collector/ottl/re2.ts';

test.each([
  '^/api/(?:v\\d+|x)+?$',
  '(?i)a(?P<n>b)(?<m>c)(?s-m:d)',
  '[^]a-z\\d\\-[:alpha:]-]',
  '\\x41\\x{1F600}\\pL\\p{Greek}\\P{^Lu}\\Q(\\E\\012',
  'a{2,}b{,3}{c}',
  '[--/]',
  '|a|',
  '',
])('%s is a regular expression of Go', (text) => expect(faultOfRegexp(text)).toBeUndefined());

test.each([
  ['(?=a)', 'look-around'],
  ['(?<!a)b', 'look-around'],
  ['(a)\\1', 'back-references'],
  ['(a', 'not closed'],
  ['a)', 'closes nothing'],
  ['[a', 'no closing ]'],
  ['[]', 'no closing ]'],
  ['[z-a]', 'not a range'],
  ['[[:foo:]]', 'not a class'],
  ['*a', 'nothing before it'],
  ['a|*', 'nothing before it'],
  ['a**', 'repeats a repetition'],
  ['a++', 'repeats a repetition'],
  ['a{1001}', 'at most 1000'],
  ['a{3,2}', 'the smaller first'],
  ['\\Z', 'not an escape'],
  ['\\p{Foo}', 'not a class'],
  ['a\\', 'ends with a backslash'],
  ['(?>a)', 'does not begin a group'],
])('%s is none: %s', (text, expected) => expect(faultOfRegexp(text)).toContain(expected));

test.each(['/api/*', '[!a-z]x', '{a,b', '\\[', '[\\]]'])('%s is a glob', (text) =>
  expect(faultOfGlob(text)).toBeUndefined(),
);

test.each(['[a-z', '[z-a]', '[]', 'x[', '[a-zb]'])('%s is none', (text) =>
  expect(faultOfGlob(text)).toBeDefined(),
);
